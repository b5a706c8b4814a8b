import { comingTo } from '../../src/flags/coming.ts'
import { type Otherwise, otherwiseOf } from '../../src/flags/counterfactual.ts'
import type { Flag } from '../../src/flags/flag.ts'
import { comingSentence } from '../../src/flags/why-words.ts'
import type { Own } from '../../src/pacing/own-acts.ts'
import { type PaceName, type Policy, paceName } from '../../src/pacing/policy.ts'
import { day, ladder, madeFlag, madePerson, madeRevision, start } from './flag-made.ts'

const hour = 3_600_000
const paces = paceName.options
const tuesdays = { days: [2], start: '10:00' }
const onAll = madeFlag([madeRevision(1, start)])
const halted = madeFlag([madeRevision(1, start)], { halts: [{ from: start + 1, first: 1, by: 'Mara' }] })
const security = madeFlag([madeRevision(1, start, { class: 'security' })])
const steps = (channel: string) => [
  { at: start, reach: { [channel]: 100_000 } },
  { at: start + 9 * day, reach: { [channel]: 100_000, stable: 100_000 } },
]
const betaOnly = madeFlag([madeRevision(1, start, { steps: steps('beta') })])
const canaryFirst = madeFlag([madeRevision(1, start, { steps: steps('canary') })])
const offeredAll = { ladder, open: ladder, paces }

function asked(flag: Flag, policy: Partial<Policy>, at: number, offered = offeredAll, own?: Own) {
  const person = madePerson('eva', { since: start - day, ...policy }, own && { own })
  const [coming] = comingTo([flag], person, ladder, at)
  if (!coming) throw new Error('Nothing is on its way')
  return otherwiseOf(flag, coming, person, offered, at)
}

describe('otherwiseOf', () => {
  it.each<[string, Flag, Partial<Policy>, number, Otherwise | undefined]>([
    ['a pace that has it now', onAll, { pace: 'early' }, start + day, { pace: 'first', at: null }],
    ['a pace that has it sooner', onAll, { pace: 'calm' }, start + day, { pace: 'steady', at: start + 7 * day + hour }],
    ['a channel that has it now', betaOnly, { pace: 'steady' }, start + 10 * day, { channel: 'beta', at: null }],
    [
      'the nearest, not the soonest',
      canaryFirst,
      { pace: 'steady' },
      start + 10 * day,
      { pace: 'early', at: start + 11 * day },
    ],
    [
      'the channel that has it, where no pace comes sooner',
      canaryFirst,
      { pace: 'first', window: tuesdays },
      start + 9 * day + 1,
      { channel: 'canary', at: null },
    ],
    [
      'from being asked, the slowest pace',
      onAll,
      { pace: 'ask' },
      start + 2 * day,
      { pace: 'seasonal', at: Date.UTC(2027, 0, 5, 10) },
    ],
    ['a security repair at a sooner slot', security, { pace: 'seasonal' }, start + 2 * day, { pace: 'calm', at: null }],
    ['nothing while it is paused', halted, { pace: 'calm' }, start + day, undefined],
    [
      'nothing while holding everything',
      onAll,
      { pace: 'first', holds: [{ from: start - 1, to: start + 5 * day }] },
      start + day,
      undefined,
    ],
  ])('%s', (_name, flag, policy, at, expected) => expect(asked(flag, policy, at)).toEqual(expected))

  it('names no pace that is not offered', () => {
    const only = { ...offeredAll, paces: ['first', 'calm', 'ask'] as PaceName[] }
    expect(asked(onAll, { pace: 'calm' }, start + day, only)).toEqual({ pace: 'first', at: null })
  })

  const onBoth = madeFlag([
    madeRevision(1, start, {
      steps: [
        { at: start, reach: { beta: 100_000 } },
        { at: start + 9 * day, reach: { beta: 100_000, stable: 100_000 } },
      ],
    }),
  ])
  const hasWindow = { pace: 'first', window: tuesdays } as const

  it.each<[string, string[], Partial<Policy>, Otherwise | undefined]>([
    ['all doors open', ['stable', 'beta', 'canary'], {}, { channel: 'beta', at: null }],
    ['the nearest is closed: the next that is open', ['stable', 'canary'], {}, { channel: 'canary', at: null }],
    ['the boldest is closed', ['stable', 'beta'], {}, { channel: 'beta', at: null }],
    ['all bolder ones are closed', ['stable'], {}, undefined],
    [
      'all are closed, but a pace is sooner',
      ['stable'],
      { pace: 'steady' },
      { pace: 'early', at: Date.UTC(2026, 10, 17, 10) },
    ],
  ])('names only doors that are open to this person: %s', (_name, open, more, expected) => {
    const at = start + 9 * day + 1
    expect(asked(onBoth, { ...hasWindow, ...more }, at, { ...offeredAll, open })).toEqual(expected)
  })

  it('names nothing where the person keeps the old one', () => {
    const own = { editor: { pulls: [], previews: [], keeps: [{ revision: 0, from: start, to: start + 20 * day }] } }
    expect(asked(onAll, { pace: 'early' }, start + 3 * day, offeredAll, own)).toBeUndefined()
  })
})

describe('comingSentence', () => {
  const reader = { channel: 'Stable', pace: 'calm', timeZone: 'UTC', now: start } as const
  const names = new Map([['beta', 'Beta']])
  const step = { step: 'pace', outcome: 'decided', until: Date.UTC(2026, 10, 17, 10) } as const

  it.each<[Otherwise | undefined, string]>([
    [undefined, 'It comes on Tue 17 November at 10:00: you chose Calm.'],
    [
      { channel: 'beta', at: null },
      'It comes on Tue 17 November at 10:00: you chose Calm; on Beta you would have it now.',
    ],
    [
      { pace: 'first', at: null },
      'It comes on Tue 17 November at 10:00: you chose Calm; with “As soon as it is out” you would have it now.',
    ],
    [
      { pace: 'steady', at: Date.UTC(2026, 10, 9, 10) },
      'It comes on Tue 17 November at 10:00: you chose Calm; with Steady it would come on Mon 9 November at 10:00.',
    ],
  ])('%j', (otherwise, sentence) => expect(comingSentence(step, otherwise, names, reader)).toBe(sentence))
})
