import fc from 'fast-check'
import { actsOf, asItWas } from '../../src/flags/as-it-was.ts'
import type { Flag } from '../../src/flags/flag.ts'
import { halted, lastInstant, published, resumed, rolledBack, switched, widened } from '../../src/flags/publish.ts'
import type { Choices } from '../../src/pacing/choices.ts'
import { remark } from '../../src/pacing/marks.ts'
import { paceName } from '../../src/pacing/policy.ts'
import { type Announcement, announcementsTo } from '../../src/portal/announcements.ts'
import { day, ladder, madeFlag, madeRevision, start } from '../flags/flag-made.ts'
import { propertyRuns } from '../pacing/property-runs.ts'

const chose = (policy: Partial<Choices['policy']> = {}): Choices => ({
  policy: { channel: 'stable', pace: 'steady', timeZone: 'UTC', since: start, ...policy },
  ...{ marks: [], floors: {}, own: {}, chosen: true },
})
const told = (flags: Flag[], choices: Choices, now: number, acts = 0): Announcement[] =>
  announcementsTo(flags, { project: 'p', ladder, unit: 'eva', choices, acts }, now, 30)

const editor = madeFlag([madeRevision(1, start)])
const arrival = Date.UTC(2026, 10, 9, 10)
const later = { halts: [{ from: start + day, first: 1, by: 'Mara' }] }

describe('announcementsTo', () => {
  it.each<[string, Flag, Choices, number, Partial<Announcement>[]]>([
    ['one that comes', editor, chose(), start, [{ state: 'coming', at: arrival, sequence: 0, changedAt: start }]],
    ['one that has come', editor, chose(), arrival, [{ state: 'arrived', at: arrival, changedAt: arrival }]],
    ['none that came long ago', editor, chose(), arrival + 31 * day, []],
    ['one that waits', editor, chose({ pace: 'ask' }), start, [{ state: 'waiting', at: null }]],
    ['a paused one', { ...editor, ...later }, chose(), start + day, [{ state: 'paused', at: arrival, sequence: 1 }]],
    [
      'a paused one without a date that is past',
      { ...editor, ...later },
      chose(),
      arrival,
      [{ state: 'paused', at: null }],
    ],
    [
      'one that was taken back before it came',
      madeFlag([madeRevision(1, start, { withdrawnAt: start + day })]),
      chose(),
      start + 2 * day,
      [{ state: 'withdrawn', at: arrival, sequence: 1, changedAt: start + day }],
    ],
    [
      'none that was taken back long ago',
      madeFlag([madeRevision(1, start, { withdrawnAt: start })]),
      chose(),
      start + 31 * day,
      [],
    ],
    [
      'none that is quiet',
      madeFlag([madeRevision(1, start, { announced: false })]),
      chose({ pace: 'first' }),
      start,
      [],
    ],
    ['none that is not out yet', madeFlag([madeRevision(1, start + 1)]), chose({ pace: 'first' }), start, []],
    [
      'none of another channel',
      madeFlag([madeRevision(1, start, { steps: [{ at: start, reach: { beta: 100_000 } }] })]),
      chose(),
      start + day,
      [],
    ],
    [
      'an earlier one beside the later that brought it along',
      madeFlag([madeRevision(1, start), madeRevision(2, start + 1, { urgent: true })]),
      chose(),
      start + day,
      [
        { title: 'Thing 1', state: 'arrived', at: start + 1 },
        { title: 'Thing 2', state: 'arrived', at: start + 1 },
      ],
    ],
  ])('tells %s', (_name, flag, choices, now, expected) => {
    expect(told([flag], choices, now)).toMatchObject(expected)
    expect(told([flag], choices, now)).toHaveLength(expected.length)
  })

  it('knows a change by the same id whatever happens, and no two by one', () => {
    const two = madeFlag([madeRevision(1, start), madeRevision(2, start)])
    const ids = (flags: Flag[], choices: Choices, now: number) => told(flags, choices, now).map(({ id }) => id)
    const first = ids([two, { ...two, key: 'other' }], chose(), start)
    expect(new Set(first).size).toBe(4)
    expect(ids([two, { ...two, key: 'other' }], chose({ pace: 'first' }), start + day)).toEqual(first)
    for (const id of first) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})

const act = fc.record({
  kind: fc.constantFrom(
    'publish',
    'publish',
    'widen',
    'halt',
    'resume',
    'rollBack',
    'switch',
    'choose',
    'choose',
    'wait',
  ),
  gap: fc.oneof(
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 20 * 24 }).map((hours) => hours * 3_600_000),
  ),
  pick: fc.nat(100),
  class: fc.constantFrom('fix', 'feature', 'breaking', 'security'),
  urgent: fc.constantFrom(false, false, false, true),
  pace: fc.constantFrom(...paceName.options),
  channel: fc.constantFrom(...ladder),
} as const)
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never
type World = { flag: Flag; choices: Choices; version: number }

/** What the world is once this was done at `now`; unchanged where it cannot be done. */
function after(world: World, one: Act, now: number): World {
  const { flag, choices } = world
  const how = { now: Math.max(now, lastInstant(flag)), by: 'Mara', ladder }
  const number = 1 + (one.pick % Math.max(1, flag.revisions.length))
  const reach = { [one.channel]: 20_000 + (one.pick % 3) * 40_000 }
  const text = { title: 'Thing', sentence: 'It is there.', announced: one.pick % 4 !== 0 }
  const acts: Record<Act['kind'], () => Partial<World>> = {
    publish: () => ({
      flag: published(flag, { class: one.class, urgent: one.urgent, ...text, weights: { on: 100_000 }, reach }, how),
    }),
    widen: () => ({ flag: widened(flag, number, reach, how) }),
    halt: () => ({ flag: halted(flag, number, how) }),
    resume: () => ({ flag: resumed(flag, how) }),
    rollBack: () => ({ flag: rolledBack(flag, number - 1, how) }),
    switch: () => ({
      flag: switched(
        flag,
        flag.kills.some(({ to }) => to === undefined),
        how,
      ),
    }),
    choose: () => {
      const marks = remark(choices.marks, choices.policy, now + 1)
      const policy = { channel: one.channel, pace: one.pace, timeZone: 'UTC', since: now + 1 }
      return { choices: { ...choices, policy, marks }, version: world.version + 1 }
    },
    wait: () => ({}),
  }
  try {
    return { ...world, ...acts[one.kind]() }
  } catch {
    return world
  }
}

describe('a sequence', () => {
  it('never falls, and rises whenever the instant has moved', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 14 }), (acts) => {
        let world: World = { flag: madeFlag([]), choices: chose(), version: 0 }
        let now = start
        const known = new Map<string, Announcement>()
        const look = (at: number) => {
          for (const one of told([world.flag], world.choices, at, world.version)) {
            const before = known.get(one.id)
            if (before) {
              expect(one.sequence).toBeGreaterThanOrEqual(before.sequence)
              expect(one.changedAt).toBeGreaterThanOrEqual(before.changedAt)
              if (one.at !== before.at && one.at !== null && before.at !== null)
                expect(one.sequence).toBeGreaterThan(before.sequence)
            }
            known.set(one.id, one)
          }
        }
        for (const one of acts) {
          now += one.gap
          look(now + 1)
          world = after(world, one, now)
          look(now + 1)
          look(now + 2)
        }
      }),
      propertyRuns,
    )
  })

  it('says the same of the past whatever is done later', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 2, maxLength: 14 }), (acts) => {
        let world: World = { flag: madeFlag([]), choices: chose(), version: 0 }
        let now = start
        for (const one of acts.filter(({ kind }) => kind !== 'choose')) {
          now += one.gap
          const before = asItWas(world.flag, now)
          world = after(world, one, now)
          expect(asItWas(world.flag, now)).toEqual(before)
          expect(actsOf(asItWas(world.flag, now))).toEqual(actsOf(before))
        }
      }),
      propertyRuns,
    )
  })
})
