import { type Evaluation, evaluate } from '../../src/flags/evaluate.ts'
import type { Flag } from '../../src/flags/flag.ts'
import type { Person } from '../../src/flags/standing.ts'
import type { WhyStep } from '../../src/flags/why.ts'
import type { Policy } from '../../src/pacing/policy.ts'
import { day, ladder, madeFlag, madePerson, madeRevision, start } from './flag-made.ts'

// The draws of the salt "salt", in thousandths of a percent: eva 19 821, ben 46 227, dan 92 144; of "salt/variant":
// ben 40 629, eva 63 402.
const twenty = [{ at: start, reach: { stable: 20_000 } }]
const calm: Policy = { channel: 'stable', pace: 'calm', timeZone: 'UTC' }
const first: Policy = { ...calm, pace: 'first' }
const nextDay = start + day

type Row = {
  name: string
  flag: Flag
  person: Person
  at?: number
  gets: Pick<Evaluation, 'variant' | 'reason' | 'assignment' | 'revision'>
  decided: Partial<WhyStep>[]
}

const off = { variant: 'off', revision: 0 } as const
const on = { variant: 'on', revision: 1 } as const

const rows: Row[] = [
  {
    name: 'switched off for everybody',
    flag: madeFlag([madeRevision(1, start)], { kills: [{ from: start + 1, by: 'Mara' }] }),
    person: madePerson('eva'),
    gets: { ...off, reason: 'DISABLED', assignment: 'forced' },
    decided: [{ step: 'kill-switch' }],
  },
  {
    name: 'switched off until an end',
    flag: madeFlag([madeRevision(1, start)], { kills: [{ from: start, to: nextDay + 1, by: 'Mara' }] }),
    person: madePerson('eva'),
    gets: { ...off, reason: 'DISABLED', assignment: 'forced' },
    decided: [{ step: 'kill-switch', until: nextDay + 1 }],
  },
  {
    name: 'switched on again as before',
    flag: madeFlag([madeRevision(1, start)], { kills: [{ from: start, to: nextDay, by: 'Mara' }] }),
    person: madePerson('eva'),
    gets: { ...on, reason: 'STATIC', assignment: 'channel' },
    decided: [{ step: 'channel', revision: 1, since: start }],
  },
  {
    name: 'nothing published',
    flag: madeFlag([]),
    person: madePerson('eva'),
    gets: { ...off, reason: 'DEFAULT', assignment: 'channel' },
    decided: [{ step: 'publication' }],
  },
  {
    name: 'not published yet at that instant',
    flag: madeFlag([madeRevision(1, nextDay + 1)]),
    person: madePerson('eva'),
    gets: { ...off, reason: 'DEFAULT', assignment: 'channel' },
    decided: [{ step: 'publication' }],
  },
  {
    name: 'all of it taken back',
    flag: madeFlag([madeRevision(1, start, { withdrawnAt: start + 5 })]),
    person: madePerson('eva'),
    gets: { ...off, reason: 'DEFAULT', assignment: 'channel' },
    decided: [{ step: 'publication' }],
  },
  {
    name: 'the past, before it was taken back',
    flag: madeFlag([madeRevision(1, start, { withdrawnAt: nextDay + 1 })]),
    person: madePerson('eva'),
    gets: { ...on, reason: 'STATIC', assignment: 'channel' },
    decided: [{ step: 'channel', revision: 1, since: start }],
  },
  {
    name: 'not on this channel',
    flag: madeFlag([madeRevision(1, start, { steps: [{ at: start, reach: { beta: 100_000 } }] })]),
    person: madePerson('eva'),
    gets: { ...off, reason: 'DEFAULT', assignment: 'channel' },
    decided: [{ step: 'channel', revision: 1 }],
  },
  {
    name: 'everybody on a bolder channel',
    flag: madeFlag([madeRevision(1, start, { steps: [{ at: start, reach: { beta: 100_000 } }] })]),
    person: madePerson('dan', { channel: 'canary' }),
    gets: { ...on, reason: 'TARGETING_MATCH', assignment: 'channel' },
    decided: [{ step: 'channel', revision: 1, since: start }],
  },
  {
    name: 'an older revision while the newest is tried elsewhere',
    flag: madeFlag([
      madeRevision(1, start),
      madeRevision(2, start + 5, { steps: [{ at: start + 5, reach: { canary: 100_000 } }] }),
    ]),
    person: madePerson('dan'),
    gets: { ...on, reason: 'STATIC', assignment: 'channel' },
    decided: [
      { step: 'channel', revision: 2 },
      { step: 'channel', revision: 1, since: start },
    ],
  },
  {
    name: 'drawn out: the control of the draw',
    flag: madeFlag([madeRevision(1, start, { steps: twenty })]),
    person: madePerson('dan'),
    gets: { ...off, reason: 'SPLIT', assignment: 'random' },
    decided: [{ step: 'draw', revision: 1 }],
  },
  {
    name: 'drawn out, and not ripe for their pace anyway: no control',
    flag: madeFlag([madeRevision(1, start, { steps: twenty })]),
    person: madePerson('dan', { pace: 'calm' }),
    gets: { ...off, reason: 'DEFAULT', assignment: 'waiting' },
    decided: [{ step: 'draw', revision: 1 }],
  },
  {
    name: 'drawn out of the newest, with the one before',
    flag: madeFlag([madeRevision(1, start), madeRevision(2, start, { steps: twenty, weights: { off: 100_000 } })]),
    person: madePerson('dan'),
    gets: { ...on, reason: 'SPLIT', assignment: 'random' },
    decided: [
      { step: 'draw', revision: 2 },
      { step: 'channel', revision: 1, since: start },
    ],
  },
  {
    name: 'drawn out of the newest, and waiting for the one before',
    flag: madeFlag([
      madeRevision(1, start),
      madeRevision(2, start + 1, { steps: [{ at: start + 1, reach: { stable: 20_000 } }] }),
    ]),
    person: madePerson('dan', { pace: 'calm' }),
    gets: { ...off, reason: 'DEFAULT', assignment: 'waiting' },
    decided: [
      { step: 'draw', revision: 2 },
      { step: 'pace', revision: 1, until: Date.UTC(2026, 10, 17, 10) },
    ],
  },
  {
    name: 'drawn in',
    flag: madeFlag([madeRevision(1, start, { steps: twenty })]),
    person: madePerson('eva'),
    gets: { ...on, reason: 'SPLIT', assignment: 'random' },
    decided: [{ step: 'draw', revision: 1 }],
  },
  {
    name: 'drawn in, but on a channel where everybody has it',
    flag: madeFlag([madeRevision(1, start, { steps: [{ at: start, reach: { stable: 20_000, beta: 100_000 } }] })]),
    person: madePerson('eva', { channel: 'beta' }),
    gets: { ...on, reason: 'TARGETING_MATCH', assignment: 'channel' },
    decided: [{ step: 'channel', revision: 1, since: start }],
  },
  {
    name: 'waiting by pace',
    flag: madeFlag([madeRevision(1, start)]),
    person: madePerson('eva', { pace: 'calm' }),
    gets: { ...off, reason: 'DEFAULT', assignment: 'waiting' },
    decided: [{ step: 'pace', revision: 1, until: Date.UTC(2026, 10, 17, 10) }],
  },
  {
    name: 'waiting by halt',
    flag: madeFlag([madeRevision(1, start)], { halts: [{ from: start + 1, first: 1, by: 'Mara' }] }),
    person: madePerson('eva', { pace: 'calm' }),
    gets: { ...off, reason: 'DEFAULT', assignment: 'waiting' },
    decided: [{ step: 'halt', revision: 1 }],
  },
  {
    name: 'a halt of what comes later stops nothing earlier',
    flag: madeFlag([madeRevision(1, start)], { halts: [{ from: start + 1, first: 2, by: 'Mara' }] }),
    person: madePerson('eva', { pace: 'calm' }),
    gets: { ...off, reason: 'DEFAULT', assignment: 'waiting' },
    decided: [{ step: 'pace', revision: 1 }],
  },
  {
    name: 'waiting by hold',
    flag: madeFlag([madeRevision(1, start)]),
    person: madePerson('eva', { holds: [{ from: start, to: start + 2 * day }] }),
    gets: { ...off, reason: 'DEFAULT', assignment: 'waiting' },
    decided: [{ step: 'hold', revision: 1, until: start + 2 * day }],
  },
  {
    name: 'a security change comes through a hold',
    flag: madeFlag([madeRevision(1, start + 2 * 3_600_000, { class: 'security' })]),
    person: madePerson('eva', { pace: 'calm', holds: [{ from: start, to: start + 9 * day }] }),
    at: start + 3 * 3_600_000,
    gets: { ...off, reason: 'DEFAULT', assignment: 'waiting' },
    decided: [{ step: 'pace', revision: 1, until: Date.UTC(2026, 10, 3, 10) }],
  },
  {
    name: 'waiting for a yes',
    flag: madeFlag([madeRevision(1, start)]),
    person: madePerson('eva', { pace: 'ask' }),
    gets: { ...off, reason: 'DEFAULT', assignment: 'waiting' },
    decided: [{ step: 'ask', revision: 1 }],
  },
  {
    name: 'a security change asks nobody',
    flag: madeFlag([madeRevision(1, start, { class: 'security' })]),
    person: madePerson('eva', { pace: 'ask' }),
    gets: { ...off, reason: 'DEFAULT', assignment: 'waiting' },
    decided: [{ step: 'pace', revision: 1, until: start + 3 * day }],
  },
  {
    name: 'kept after slowing down',
    flag: madeFlag([madeRevision(1, start)]),
    person: madePerson('eva', { pace: 'calm', since: start + 10 }, { marks: [{ policy: first, until: start + 10 }] }),
    gets: { ...on, reason: 'STATIC', assignment: 'channel' },
    decided: [{ step: 'kept', revision: 1 }],
  },
  {
    name: 'gone after leaving the channel that has it',
    flag: madeFlag([madeRevision(1, start, { steps: [{ at: start, reach: { beta: 100_000 } }] })]),
    person: madePerson(
      'eva',
      { since: start + 10 },
      { marks: [{ policy: { ...first, channel: 'beta' }, until: start + 10 }] },
    ),
    gets: { ...off, reason: 'DEFAULT', assignment: 'channel' },
    decided: [{ step: 'channel', revision: 1 }],
  },
  {
    name: 'dealt one of two',
    flag: madeFlag([madeRevision(1, start, { weights: { on: 50_000, off: 50_000 } })]),
    person: madePerson('ben'),
    gets: { ...on, reason: 'SPLIT', assignment: 'random' },
    decided: [
      { step: 'channel', revision: 1, since: start },
      { step: 'split', revision: 1 },
    ],
  },
  {
    name: 'dealt the other',
    flag: madeFlag([madeRevision(1, start, { weights: { on: 50_000, off: 50_000 } })]),
    person: madePerson('eva'),
    gets: { variant: 'off', revision: 1, reason: 'SPLIT', assignment: 'random' },
    decided: [
      { step: 'channel', revision: 1, since: start },
      { step: 'split', revision: 1 },
    ],
  },
  {
    name: 'operational: no pace, no halt, no hold',
    flag: madeFlag([madeRevision(1, start)], {
      kind: 'operational',
      halts: [{ from: start, first: 1, by: 'Mara' }],
    }),
    person: madePerson('eva', { pace: 'ask', holds: [{ from: start }] }),
    gets: { ...on, reason: 'STATIC', assignment: 'channel' },
    decided: [{ step: 'channel', revision: 1, since: start }],
  },
  {
    name: 'urgent: to everybody at once',
    flag: madeFlag([madeRevision(1, start, { urgent: true })]),
    person: madePerson('dan', { pace: 'seasonal' }),
    gets: { ...on, reason: 'STATIC', assignment: 'channel' },
    decided: [{ step: 'channel', revision: 1, since: start }],
  },
  {
    name: 'opened to everybody later than it came out',
    flag: madeFlag([madeRevision(1, start, { steps: [...twenty, { at: start + 7, reach: { stable: 100_000 } }] })]),
    person: madePerson('eva'),
    gets: { ...on, reason: 'STATIC', assignment: 'channel' },
    decided: [{ step: 'channel', revision: 1, since: start + 7 }],
  },
]

describe('evaluate', () => {
  it.each(rows)('$name', ({ flag, person, at = nextDay, gets, decided }) => {
    const { why, ...evaluation } = evaluate(flag, person, ladder, at)
    expect(evaluation).toMatchObject(gets)
    expect(evaluation.value).toBe(gets.variant === 'on')
    expect(why.filter(({ outcome }) => outcome === 'decided')).toMatchObject(decided)
  })
})
