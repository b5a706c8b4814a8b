import type { Flag } from '../../src/flags/flag.ts'
import {
  arrivalSentence,
  type FlagState,
  flagSentence,
  flagsSentence,
  seenSentence,
  stateOf,
} from '../../src/flags/flag-words.ts'
import { historyOf, waysBack } from '../../src/flags/history.ts'
import { openTo, reachIn, widenEffect, widenWords } from '../../src/flags/reach-words.ts'
import { defaultChannels } from '../../src/projects/channel.ts'
import { day, madeFlag, madeRevision, start } from './flag-made.ts'

const steps = (reach: Record<string, number>) => [{ at: start, reach }]
const narrow = steps({ canary: 100_000, beta: 20_000 })
const one = madeRevision(1, start, { steps: narrow })
const withdrawn = { ...one, withdrawnAt: start + 1 }
const halt = { from: start, first: 1, by: 'Ada' }
const kill = { from: start, by: 'Ada' }

const flags: [string, Flag, FlagState, string][] = [
  ['nothing published', madeFlag([]), 'draft', 'Editor is not published yet: everybody gets Old.'],
  ['some of a channel', madeFlag([one]), 'rolling out', '2 people have Editor. It will be 9 by Friday.'],
  [
    'everybody',
    madeFlag([madeRevision(1, start)]),
    'open to everybody',
    '2 people have Editor. It will be 9 by Friday.',
  ],
  [
    'no reach',
    madeFlag([madeRevision(1, start, { steps: steps({ stable: 0 }) })]),
    'open to nobody',
    '2 people have Editor. It will be 9 by Friday.',
  ],
  [
    'halted',
    madeFlag([one], { halts: [halt] }),
    'halted',
    '2 people have Editor. Revision\u00a01 is halted: who does not have it does not get it.',
  ],
  [
    'halted once',
    madeFlag([one], { halts: [{ ...halt, to: start + 5 }] }),
    'rolling out',
    '2 people have Editor. It will be 9 by Friday.',
  ],
  [
    'the kill switch before a halt',
    madeFlag([one], { halts: [halt], kills: [kill] }),
    'switched off',
    'Editor is switched off: everybody gets Old.',
  ],
  ['all withdrawn', madeFlag([withdrawn]), 'rolled back', 'Editor has been rolled back: everybody gets Old.'],
]

it.each(flags)('says how it stands: %s', (_name, flag, state, sentence) => {
  const told = { have: '2 people have Editor.', soon: 'It will be 9 by Friday.' }
  expect(stateOf(flag, defaultChannels, start + 10)).toBe(state)
  expect(flagSentence(flag, defaultChannels, told, start + 10)).toBe(sentence)
})

it.each<[string, Flag]>([
  ['Whoever is let in gets it at their own pace.', madeFlag([one])],
  ['Nobody new gets it before it is resumed.', madeFlag([one], { halts: [halt] })],
  ['It is urgent: whoever is let in has it at once.', madeFlag([{ ...one, urgent: true }], { halts: [halt] })],
  ['Whoever is let in has it at once.', madeFlag([one], { kind: 'operational' })],
  ['Nobody gets it while the kill switch is on.', madeFlag([{ ...one, urgent: true }], { kills: [kill] })],
])('%s', (sentence, flag) => {
  expect(arrivalSentence(flag, start + 10)).toBe(sentence)
})

it('counts what was done a moment ago, though it takes effect a moment later', () => {
  const flag = madeFlag([madeRevision(1, start + 1)], { kills: [{ ...kill, to: start + 2 }] })
  expect(stateOf(flag, defaultChannels, start)).toBe('open to everybody')
})

it('names each variant where there are several', () => {
  const variants = ['off', 'on', 'side'].map((key) => ({ key, name: key.toUpperCase(), value: key }))
  const flag = madeFlag([one], { variants })
  const seen = (...counts: [string, number][]) => seenSentence(flag, new Map(counts))
  expect(seen(['on', 1], ['side', 1300])).toContain('One person has seen ON and 1\u202f300 SIDE.')
  expect(seen(['off', 3])).toContain('Nobody has seen Editor yet.')
})

it.each<[[string, FlagState][], string]>([
  [[], 'There is no flag yet.'],
  [[['A', 'draft']], 'One flag; none is rolling out.'],
  [
    [
      ['A', 'rolling out'],
      ['B', 'rolling out'],
      ['C', 'draft'],
    ],
    'Three flags; A and B are rolling out.',
  ],
  [
    [
      ['A', 'rolling out'],
      ['B', 'rolling out'],
      ['C', 'rolling out'],
      ['D', 'halted'],
    ],
    'Four flags; D is halted and 3 are rolling out.',
  ],
])('says what is going on with all flags', (list, sentence) => {
  expect(flagsSentence(list.map(([title, state]) => ({ title, state })))).toBe(sentence)
})

it('gives a bolder channel what a more cautious one has', () => {
  const reach = reachIn(steps({ stable: 5000, beta: 1000 }), defaultChannels, start)
  expect(reach.map(({ key, percent }) => [key, percent])).toEqual([
    ['canary', 5000],
    ['beta', 5000],
    ['stable', 5000],
  ])
  expect(openTo(reach)).toBe('5\u202f% of Canary, 5\u202f% of Beta and 5\u202f% of Stable')
})

it.each([
  [{ beta: 50_000 }, 'Beta 20\u202f% → 50\u202f%.'],
  [{ stable: 30_000 }, 'Beta 20\u202f% → 30\u202f%, Stable 0\u202f% → 30\u202f%.'],
  [{ canary: 100_000, beta: 20_000 }, 'Nothing changes yet: write a larger percentage above.'],
  [{ canary: 0 }, 'Canary would have less. Reach only widens: to take a change back, halt it or roll it back.'],
])('says what widening would do: %j', (asked, words) => {
  expect(widenWords(widenEffect(narrow, asked, defaultChannels))).toBe(words)
})

it('tells everything that was done, the newest first', () => {
  const widened = { ...one, steps: [...narrow, { at: start + day, reach: { stable: 100_000 } }] }
  const back = { ...madeRevision(2, start + 2 * day), withdrawnAt: start + 3 * day }
  const flag = madeFlag([widened, back], {
    halts: [{ ...halt, from: start + 5, to: start + 6 }],
    kills: [{ ...kill, from: start + 4 * day }],
  })
  expect(historyOf(flag, defaultChannels).map(({ text, by }) => (by ? `${text}, ${by}` : text))).toEqual([
    'Switched off, Ada',
    'Revision 2 rolled back',
    'Revision 2 published to everybody, Mara',
    'Revision 1 widened to everybody',
    'Resumed',
    'Revision 1 halted, Ada',
    'Revision 1 published to all of Canary and 20\u202f% of Beta, Mara',
  ])
})

it('offers the way back to each earlier revision that still stands, and to before the first', () => {
  const flag = madeFlag([
    one,
    { ...madeRevision(2, start), withdrawnAt: start },
    madeRevision(3, start),
    madeRevision(4, start),
  ])
  expect(waysBack(flag).map(({ number }) => number)).toEqual([0, 1, 3])
  expect(waysBack(flag)[1]?.effect).toContain('Takes back revisions 3 and 4 at once: who has it gets revision 1')
  expect(waysBack(madeFlag([withdrawn]))).toEqual([])
})
