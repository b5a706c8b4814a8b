import type { ChannelDraft } from '../../src/projects/channel.ts'
import { withLadder } from '../../src/projects/ladder.ts'
import { ladderFields, ladderFrom, ladderRows } from '../../src/projects/ladder-form.ts'
import { ladderEffect } from '../../src/projects/ladder-words.ts'
import { newProject } from '../../src/projects/project.ts'

const project = newProject({ id: 'p', key: 'notewell', name: 'Notewell', clientKey: 'k', createdAt: 0 })
const [stable, beta, canary] = project.channels.map(({ text: _, ...draft }) => draft) as [
  ChannelDraft,
  ChannelDraft,
  ChannelDraft,
]
const people = {
  on: new Map([
    ['stable', 75],
    ['beta', 18],
    ['canary', 1],
  ]),
  waiting: new Map([['canary', 3]]),
  undecided: 5,
}
const effect = (...drafts: ChannelDraft[]) => ladderEffect(project, withLadder(project, drafts, 1), people)

it.each<[string, ChannelDraft[], string[]]>([
  ['nothing', [stable, beta, canary], []],
  [
    'a removed channel',
    [stable, beta],
    [
      'One person on Canary moves to Beta and is told. They keep what Beta has; what is only on Canary goes.',
      'Three people who wait for Canary are told that the list has ended.',
    ],
  ],
  [
    'one in the middle removed',
    [stable, canary],
    ['18 people on Beta move to Stable and are told. They keep what Stable has; what is only on Beta goes.'],
  ],
  [
    'a new one',
    [stable, { name: 'Preview', description: 'Early.', breaks: 'Some.', entry: 'open' }, beta, canary],
    ['Preview is new: nobody is on it before they choose it.'],
  ],
  [
    'two that change places',
    [stable, canary, beta],
    [
      'One person on Canary keeps what they have, and no longer gets what Beta gets from now on.',
      '18 people on Beta also get at once what Canary has.',
    ],
  ],
  [
    'another name',
    [stable, { ...beta, name: 'Preview' }, canary],
    ['Who joins Beta, from now on Preview, reads the new words; 18 people on it stay.'],
  ],
  [
    'by invitation',
    [stable, beta, { ...canary, entry: 'invitation' }],
    [
      'Nobody joins Canary without an invitation; one person on it stays.',
      'Three people who wait for Canary are told that the list has ended.',
    ],
  ],
  [
    'room for some of those who wait',
    [stable, beta, { ...canary, entry: 'capped', cap: 3 }],
    ['There is room for two people more on Canary.', 'Two people who wait for Canary are let in and told.'],
  ],
  [
    'less room than people',
    [stable, { ...beta, entry: 'capped', cap: 10 }, canary],
    ['Beta is full: 18 people on it stay, whoever else comes waits.'],
  ],
])('says what becomes of people with %s', (_name, drafts, sentences) => {
  expect(effect(...drafts)).toEqual(sentences)
})

it('counts those who never chose where the default has them', () => {
  const onBeta = { ...project, default: { ...project.default, channel: 'beta' } }
  const [sentence] = ladderEffect(onBeta, withLadder(onBeta, [stable, canary], 1), people)
  expect(sentence).toContain('23 people on Beta move to Stable')
})

describe('the form', () => {
  const fields = ladderFields(project.channels, 4)
  const names = (form: Record<string, string>) => ladderRows(form).map(({ name }) => name)

  it('asks for the ladder that it was made from', () => {
    expect(ladderFrom(ladderRows(fields))).toEqual([stable, beta, canary])
    expect(fields.version).toBe('4')
  })

  it.each<[string, Record<string, string>, string[]]>([
    ['bolder', { move: '0:up' }, ['Beta', 'Stable', 'Canary']],
    ['more cautious', { move: '2:down' }, ['Stable', 'Canary', 'Beta']],
    ['beyond the end', { move: '2:up' }, ['Stable', 'Beta', 'Canary']],
    ['nonsense', { move: 'x' }, ['Stable', 'Beta', 'Canary']],
    ['one more', { add: 'yes' }, ['Stable', 'Beta', 'Canary', '']],
  ])('moves a row: %s', (_name, button, order) => {
    expect(names({ ...fields, ...button })).toEqual(order)
  })

  it('leaves out what is ticked and new rows that stay empty, and reads numbers strictly', () => {
    const rows = ladderRows({ ...fields, 'gone:1': 'yes', 'entry:2': 'capped', 'cap:2': '1e3', add: 'yes' })
    expect(ladderFrom(rows)).toEqual([stable, { ...canary, entry: 'capped', cap: Number.NaN }])
  })
})
