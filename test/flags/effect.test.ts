import type { Coming, Having } from '../../src/flags/coming.ts'
import { differenceLine, differences, effectSentence, type Outlook } from '../../src/flags/effect.ts'

const now = Date.UTC(2026, 10, 20, 9)
const december = (day: number, hour = 9) => Date.UTC(2026, 11, day, hour)
const why = { step: 'pace', outcome: 'decided' } as const

const due = (flag: string, at: number | null, revision = 1): Coming => ({
  ...{ flag, revision, title: `${flag} ${revision}`, sentence: '', at, why },
})
const had = (flag: string, revision = 1): Having => ({
  ...{ flag, revision, title: `${flag} ${revision}`, sentence: '', at: now, why },
})
const outlook = (having: Having[], coming: Coming[] = []): Outlook => ({ having, coming })

type Row = [name: string, before: Outlook, after: Outlook, sentence: string, lines: string[]]

const rows: Row[] = [
  ['nothing there', outlook([]), outlook([]), 'X: nothing changes for now.', []],
  [
    'nothing changed',
    outlook([had('sync')], [due('editor', december(8))]),
    outlook([had('sync')], [due('editor', december(8))]),
    'X: nothing changes for now.',
    [],
  ],
  [
    'two later',
    outlook([had('sync')], [due('editor', Date.UTC(2026, 10, 25, 9)), due('photos', december(9))]),
    outlook([had('sync')], [due('editor', december(8)), due('photos', december(22))]),
    'X: nothing you have changes. Two things would come later.',
    ['editor 1: Tue 8 Dec instead of Wed 25 Nov', 'photos 1: Tue 22 Dec instead of Wed 9 Dec'],
  ],
  [
    'one later, one sooner, on the same day',
    outlook([], [due('editor', december(8, 9)), due('photos', december(8, 12))]),
    outlook([], [due('editor', december(8, 10)), due('photos', december(8, 11))]),
    'X: nothing you have changes. One thing would come sooner. One thing would come later.',
    [
      'photos 1: Tue 8 December at 12:00 instead of Tue 8 December at 13:00',
      'editor 1: Tue 8 December at 11:00 instead of Tue 8 December at 10:00',
    ],
  ],
  [
    'no date any more',
    outlook([], [due('editor', december(8))]),
    outlook([], [due('editor', null)]),
    'X: nothing you have changes. One thing would come later.',
    ['editor 1: no date yet instead of Tue 8 Dec'],
  ],
  [
    'what waited comes at once',
    outlook([], [due('editor', december(8)), due('photos', null)]),
    outlook([had('editor'), had('photos')]),
    'X: you would have two more things at once.',
    ['editor 1: at once', 'photos 1: at once'],
  ],
  [
    'two of one that waited come at once',
    outlook([], [due('editor', december(8)), due('editor', december(9), 2)]),
    outlook([had('editor', 2)]),
    'X: you would have two more things at once.',
    ['editor 2: at once', 'editor 1: at once'],
  ],
  [
    'a bolder channel has more, and more on its way',
    outlook([had('editor')]),
    outlook([had('editor', 2)], [due('photos', december(1))]),
    'X: you would have one more thing at once. One more thing would be on its way.',
    ['editor 2: at once', 'photos 1: Tue 1 Dec'],
  ],
  [
    'leaving a channel',
    outlook([had('editor', 2), had('sync')], [due('photos', december(1))]),
    outlook([had('editor'), had('sync')]),
    'X: you would no longer have one thing. One thing would no longer come.',
    ['editor 2: no longer there', 'photos 1: not on its way any more'],
  ],
  [
    'what is lost comes back later',
    outlook([had('editor')]),
    outlook([], [due('editor', december(1))]),
    'X: you would no longer have one thing.',
    ['editor 1: no longer there'],
  ],
]

describe('what a choice changes', () => {
  it.each(rows)('%s', (_name, before, after, sentence, lines) => {
    const found = differences(before, after)
    expect(effectSentence('X', found)).toBe(sentence)
    expect(found.map((one) => differenceLine(one, 'Europe/Berlin', now))).toEqual(lines)
  })
})
