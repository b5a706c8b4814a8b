import fc from 'fast-check'
import { bucket } from '../../src/flags/bucket.ts'
import type { Flag } from '../../src/flags/flag.ts'
import { type ForecastInput, forecast } from '../../src/flags/forecast.ts'
import { inEffect } from '../../src/flags/in-effect.ts'
import { halted, rolledBack, widened } from '../../src/flags/publish.ts'
import { type Person, standingOf } from '../../src/flags/standing.ts'
import type { OwnActs } from '../../src/pacing/own-acts.ts'
import { type Mark, type Policy, paceName } from '../../src/pacing/policy.ts'
import { day, ladder, madeFlag, madePerson, madeRevision, start } from './flag-made.ts'

const policy = (more: Partial<Policy> = {}): Policy => ({ channel: 'stable', pace: 'first', timeZone: 'UTC', ...more })
const group = (people: number, more: Partial<Policy> = {}) => ({ policy: policy(more), people })
const act = (now: number) => ({ now, by: 'Mara', ladder })
const toAll = madeFlag([madeRevision(1, start)])
const toBeta = madeFlag([
  madeRevision(1, start, { steps: [{ at: start, reach: { canary: 100_000, beta: 20_000, stable: 0 } }] }),
])
const groups = [group(70), group(20, { channel: 'beta' }), group(10, { channel: 'canary' })]
const nothing = { waiting: 0, never: 0, switchedOff: 0, outside: 0, last: null, keeping: null }

const some = (people: number, policy: Partial<Policy>, more: Partial<Person> = {}) =>
  Array.from({ length: people }, (_, i) => ({ person: madePerson(`p${i}`, policy, more), people: 1 }))
const acts = (more: Partial<OwnActs>) => ({ own: { editor: { pulls: [], keeps: [], previews: [], ...more } } })
const keeps = (revision: number, days: number) => acts({ keeps: [{ revision, from: start, to: start + days * day }] })
const off = acts({ previews: [{ on: false, from: start }] })
const had = (until: number): { marks: Mark[] } => ({ marks: [{ policy: policy(), until }] })
const twice = madeFlag([madeRevision(1, start), madeRevision(2, start + day)])
const twiceUrgent = madeFlag([madeRevision(1, start), madeRevision(2, start + day, { class: 'security' })])

type Row = [name: string, input: Omit<ForecastInput, 'ladder'>, expected: object]

const rows: Row[] = [
  [
    'nobody is there',
    { flag: toAll, groups: [], now: start, instants: [start] },
    { people: 0, have: [0], now: 0, inAll: 0, ...nothing },
  ],
  [
    'nothing is published',
    { flag: madeFlag([]), groups, now: start, instants: [start] },
    { revision: 0, people: 100, have: [0], inAll: 0, ...nothing, outside: 100 },
  ],
  [
    'everybody at once',
    { flag: toAll, groups, now: start, instants: [start - 1, start] },
    { revision: 1, people: 100, have: [0, 100], now: 100, inAll: 100, ...nothing },
  ],
  [
    'a part of one channel, all of a bolder one',
    { flag: toBeta, groups, now: start, instants: [start] },
    {
      ...{ people: 100, have: [14], now: 14, inAll: 14, ...nothing, outside: 86 },
      channels: [
        { channel: 'stable', people: 70, have: [0], outside: 70 },
        { channel: 'beta', people: 20, have: [4], outside: 16 },
        { channel: 'canary', people: 10, have: [10], outside: 0 },
      ],
    },
  ],
  [
    'step by step, each with its own arrival',
    {
      flag: widened(toBeta, 1, { beta: 70_000 }, act(start + 5 * day - 1)),
      groups: [group(100, { channel: 'beta', pace: 'early' })],
      now: start + day,
      instants: [1, 2, 4, 5, 6].map((days) => start + days * day),
    },
    // The soak of two days ran for all of them; who is let in later need not wait again.
    { have: [0, 20, 20, 70, 70], now: 0, inAll: 70, outside: 30, last: start + 5 * day },
  ],
  [
    'who asks waits for their own yes',
    { flag: toAll, groups: [group(5), group(3, { pace: 'ask' })], now: start, instants: [start] },
    { have: [5], inAll: 5, ...nothing, waiting: 3 },
  ],
  [
    'halted: nobody new has a date',
    {
      flag: halted(toAll, 1, act(start + day)),
      groups: [group(5), group(3, { pace: 'early' })],
      now: start + 2 * day,
      instants: [start + 90 * day],
    },
    { have: [5], now: 5, inAll: 5, ...nothing, never: 3 },
  ],
  [
    'a hold without an end has no date, one with an end has',
    {
      flag: toAll,
      groups: [
        group(2, { holds: [{ from: start - day }] }),
        group(4, { holds: [{ from: start - day, to: start + day }] }),
      ],
      ...{ now: start, instants: [start, start + day] },
    },
    { have: [0, 4], inAll: 4, ...nothing, never: 2, last: start + day },
  ],
  [
    'an operational flag waits for nobody',
    {
      flag: { ...toAll, kind: 'operational' },
      groups: [group(3, { pace: 'ask' }), group(3, { pace: 'seasonal' })],
      ...{ now: start, instants: [start] },
    },
    { have: [6], inAll: 6, ...nothing },
  ],
  [
    'the kill switch takes it from everybody as long as it is on',
    {
      flag: { ...toAll, kills: [{ from: start + day, to: start + 2 * day, by: 'Mara' }] },
      ...{ groups, now: start + day, instants: [start, start + day, start + 2 * day] },
    },
    { have: [100, 0, 100], now: 0, inAll: 100, last: null },
  ],
  [
    'the newest that still stands, and a later one carries an earlier one',
    {
      flag: rolledBack(
        madeFlag([1, 2, 3].map((number) => madeRevision(number, start + number * day))),
        2,
        act(start + 4 * day),
      ),
      ...{ groups, now: start + 5 * day, instants: [start + day, start + 2 * day] },
    },
    { revision: 2, have: [0, 100] },
  ],
  [
    'an older revision, carried by the newest',
    {
      flag: madeFlag([
        madeRevision(1, start, { steps: [{ at: start, reach: { canary: 100_000 } }] }),
        madeRevision(2, start + day),
      ]),
      ...{ groups, revision: 1, now: start, instants: [start, start + day] },
    },
    { revision: 1, have: [10, 100], inAll: 100 },
  ],
  [
    'who keeps the old one comes when that ends',
    {
      ...{ flag: twice, groups: [group(63)], ones: [...some(30, {}, keeps(1, 9)), ...some(7, {}, keeps(1, 8))] },
      ...{ now: start + 2 * day, instants: [start + 2 * day, start + 8 * day, start + 9 * day] },
    },
    { have: [63, 70, 100], now: 63, last: start + 9 * day, keeping: { people: 37, until: start + 9 * day } },
  ],
  [
    'who keeps the old one, but gets the new one later anyway, waits for that',
    {
      ...{ flag: twice, groups: [], ones: some(4, { pace: 'calm' }, keeps(0, 5)) },
      ...{ now: start + 2 * day, instants: [start + 5 * day] },
    },
    { have: [0], inAll: 4, last: Date.UTC(2026, 10, 17, 10), keeping: null },
  ],
  [
    'nobody keeps the old one against a security change',
    {
      ...{ flag: twiceUrgent, groups, ones: some(37, {}, keeps(1, 9)) },
      ...{ now: start + 2 * day, instants: [start + 2 * day] },
    },
    { have: [137], keeping: null },
  ],
  [
    'who switched it off has no date, unless a security change comes to them',
    {
      flag: twice,
      groups,
      ones: some(9, { channel: 'beta' }, off),
      now: start + 2 * day,
      instants: [start + 40 * day],
    },
    {
      ...{ have: [100], now: 100, inAll: 100, people: 109, ...nothing, switchedOff: 9 },
      channels: [{ switchedOff: 0 }, { people: 29, switchedOff: 9 }, {}],
    },
  ],
  [
    'who switched it off has what security brings',
    { flag: twiceUrgent, groups, ones: some(9, {}, off), now: start + 2 * day, instants: [start + 2 * day] },
    { have: [109], ...nothing },
  ],
  [
    'who took it has it, whatever the reach',
    {
      ...{ flag: toBeta, groups, ones: some(43, {}, acts({ pulls: [{ revision: 1, from: start }] })) },
      ...{ now: start, instants: [start] },
    },
    { have: [57], now: 57, inAll: 57, outside: 86 },
  ],
  [
    'who slowed down keeps what they had, since they had it',
    {
      ...{ flag: toAll, groups: [group(5, { pace: 'ask' })], ones: some(3, { pace: 'ask' }, had(start + 2 * day)) },
      ...{ now: start + 3 * day, instants: [start - 1, start, start + 3 * day] },
    },
    { have: [0, 3, 3], now: 3, inAll: 3, ...nothing, waiting: 5 },
  ],
  [
    'who slowed down before it came waits',
    {
      ...{ flag: toAll, groups: [], ones: some(3, { pace: 'ask' }, had(start - 1)) },
      ...{ now: start + 3 * day, instants: [] },
    },
    { now: 0, ...nothing, waiting: 3 },
  ],
  [
    'whom a stricter default had given it keep it, as many as the reach had let in',
    {
      flag: madeFlag([madeRevision(1, start, { steps: [{ at: start, reach: { stable: 20_000 } }] })]),
      groups: [{ ...group(50, { pace: 'ask' }), ...had(start + day) }, group(50, { pace: 'ask' })],
      ...{ now: start + 2 * day, instants: [] },
    },
    { now: 10, inAll: 10, ...nothing, waiting: 10, outside: 80 },
  ],
  [
    'somebody who stands for several',
    {
      ...{ flag: toAll, groups: [], ones: some(2, {}).map((one) => ({ ...one, people: 3.5 })) },
      ...{ now: start, instants: [start] },
    },
    { people: 7, have: [7], now: 7, inAll: 7, ...nothing },
  ],
  [
    'a rung that is gone counts as the most cautious one',
    { flag: toBeta, groups: [group(9, { channel: 'nightly' })], now: start, instants: [start] },
    { people: 9, have: [0], outside: 9 },
  ],
]

it.each(rows)('%s', (_name, input, expected) => {
  expect(forecast({ ladder, ...input })).toMatchObject(expected)
})

const instants = [0, 1, 3, 8, 20, 45, 120].map((days) => start + 40 * day + days * day)
const now = start + 40 * day

const thousandths = fc.constantFrom(0, 5_000, 20_000, 50_000, 100_000)
const anyPolicy: fc.Arbitrary<Policy> = fc.record(
  {
    channel: fc.constantFrom(...ladder),
    pace: fc.constantFrom(...paceName.options),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
    window: fc.record({ days: fc.constantFrom([1], [2, 5]), start: fc.constantFrom('07:00', '18:30') }),
    holds: fc.integer({ min: 1, max: 30 }).map((days) => [{ from: now - 2 * day, to: now + days * day }]),
    securityCapHours: fc.constantFrom(0, 24, 168),
  },
  { requiredKeys: ['channel', 'pace', 'timeZone'] },
)

/** Revisions on days 0 to 39, each widened up to twice, perhaps with a halt. */
const anyFlag: fc.Arbitrary<Flag> = fc
  .record({
    salt: fc.string({ minLength: 4, maxLength: 8 }),
    revisions: fc.array(
      fc.record({
        class: fc.constantFrom('security', 'fix', 'feature', 'breaking'),
        urgent: fc.constantFrom(false, false, false, true),
        reaches: fc.array(fc.record({ stable: thousandths, beta: thousandths, canary: thousandths }), {
          minLength: 1,
          maxLength: 3,
        }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    halt: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
  })
  .map(({ salt, revisions, halt }) => {
    const made = revisions.map(({ class: changeClass, urgent, reaches }, i) => {
      const at = start + i * 10 * day
      const widest: Record<string, number> = {}
      const steps = reaches.map((reach, step) => {
        for (const [channel, share] of Object.entries(reach)) widest[channel] = Math.max(widest[channel] ?? 0, share)
        return { at: at + step * 3 * day, reach: { ...widest } }
      })
      return madeRevision(i + 1, at, { class: changeClass, urgent, steps })
    })
    const halts =
      halt === undefined ? [] : [{ from: start + 21 * day, to: start + (21 + halt) * day, first: 1, by: 'M' }]
    return madeFlag(made, { salt, halts })
  })

const eachOf = (units: number, policies: readonly Policy[]) =>
  policies.flatMap((chosen, g) => Array.from({ length: units }, (_, i) => ({ unit: `${g}-${i}`, policy: chosen })))

describe('against each person one by one', () => {
  it('is what is expected, within the sampling error', () => {
    fc.assert(
      fc.property(anyFlag, fc.array(anyPolicy, { minLength: 1, maxLength: 3 }), (flag, policies) => {
        const units = 700
        const revision = flag.revisions.length
        const told = forecast({
          ...{ flag, ladder, now, instants, groups: policies.map((chosen) => ({ policy: chosen, people: units })) },
        })
        const people = eachOf(units, policies).map(({ unit, policy }) => {
          const person = { unit, policy, marks: [] }
          const draw = bucket(flag.salt, unit)
          return instants.map((at) => standingOf(flag, person, ladder, draw, at).revision >= revision)
        })
        const counted = instants.map((_, i) => people.filter((has) => has[i]).length)
        // Five standard deviations of the fairest coin, and one person for each channel that was rounded.
        const error = 5 * Math.sqrt(policies.length * units * 0.25) + 3
        told.have.forEach((have, i) => {
          expect(Math.abs(have - (counted[i] ?? 0))).toBeLessThanOrEqual(error)
        })
      }),
      { numRuns: 30 },
    )
  })

  it('is exact where reach leaves nothing to chance, and its parts always sum up', () => {
    const certain = fc.constantFrom(0, 100_000)
    const certainFlag = fc.record({
      flag: anyFlag,
      reach: fc.record({ stable: certain, beta: certain, canary: certain }),
    })
    fc.assert(
      fc.property(
        certainFlag,
        fc.array(fc.record({ policy: anyPolicy, people: fc.integer({ min: 1, max: 40 }) }), { maxLength: 6 }),
        ({ flag: any, reach }, groups) => {
          const flag = { ...any, revisions: any.revisions.map((one) => ({ ...one, steps: [{ at: one.at, reach }] })) }
          const told = forecast({ flag, ladder, now, instants, groups })
          const counted = instants.map((at) =>
            groups.reduce((sum, { policy, people }) => {
              const { revision } = standingOf(flag, { unit: 'x', policy, marks: [] }, ladder, 0, at)
              return sum + (revision >= flag.revisions.length ? people : 0)
            }, 0),
          )
          expect(told.have).toEqual(counted)
          sumsUp(told)
        },
      ),
      { numRuns: 100 },
    )
    fc.assert(
      fc.property(
        anyFlag,
        fc.array(fc.record({ policy: anyPolicy, people: fc.integer({ min: 1, max: 9 }) }), { maxLength: 9 }),
        (flag, groups) => sumsUp(forecast({ flag, ladder, now, instants, groups })),
      ),
      { numRuns: 100 },
    )
  })
})

/** How somebody came to choose what they chose: earlier policies, each until a later day, with what they did themselves. */
const anybody = fc
  .record({
    policies: fc.array(fc.record({ policy: anyPolicy, day: fc.integer({ min: -5, max: 39 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
    pulls: fc.array(fc.record({ revision: fc.integer({ min: 1, max: 3 }), ended: fc.boolean() }), { maxLength: 2 }),
    keep: fc.option(fc.record({ revision: fc.integer({ min: 0, max: 3 }), days: fc.integer({ min: -3, max: 30 }) })),
    preview: fc.constantFrom(undefined, undefined, true, false),
  })
  .map(({ policies, pulls, keep, preview }) => {
    const chosen = [...policies].sort((one, other) => one.day - other.day)
    const marks = chosen.slice(0, -1).map(({ policy: { holds: _, ...policy } }, i): Mark => {
      const since = i > 0 ? { since: start + (chosen[i]?.day ?? 0) * day } : {}
      return { policy: { ...policy, ...since }, until: start + (chosen[i + 1]?.day ?? 0) * day }
    })
    const last = chosen.at(-1)
    const from = start + 39 * day
    const own: OwnActs = {
      pulls: pulls.map(({ revision, ended }) => ({ revision, from, ...(ended && { to: from + 1 }) })),
      keeps: keep ? [{ revision: keep.revision, from, to: now + keep.days * day }] : [],
      previews: preview === undefined ? [] : [{ on: preview, from }],
    }
    return { policy: { ...policy(), ...last?.policy, since: start + (last?.day ?? 0) * day }, marks, own }
  })

it('of people with a past and acts of their own is what each of them has at each instant', () => {
  fc.assert(
    fc.property(anyFlag, fc.array(anybody, { minLength: 1, maxLength: 12 }), (flag, somebodies) => {
      const revision = flag.revisions.length
      const people = somebodies.map(
        ({ policy, marks, own }, i): Person => ({ unit: `u${i}`, policy, marks, own: { [flag.key]: own } }),
      )
      const told = forecast({
        flag,
        ladder,
        now,
        instants,
        groups: [],
        ones: people.map((person) => ({ person, people: 1 })),
      })
      const has = (at: number) => (person: Person) => inEffect(flag, person, ladder, at).revision >= revision
      expect(told.have).toEqual(instants.map((at) => people.filter(has(at)).length))
      const on = (channel: string) => people.filter((person) => person.policy.channel === channel)
      expect(told.channels.map(({ people, now }) => [people, now])).toEqual(
        ladder.map((channel) => [on(channel).length, on(channel).filter(has(now)).length]),
      )
      sumsUp(told)
    }),
    { numRuns: 200 },
  )
})

/** Every part is a whole number of people that never falls, and all parts together are everybody. */
function sumsUp(told: ReturnType<typeof forecast>): void {
  const sum = (of: (one: (typeof told.channels)[number]) => number) => told.channels.reduce((n, one) => n + of(one), 0)
  for (const counts of [told, ...told.channels]) {
    const { have, inAll, waiting, never, switchedOff, outside, people } = counts
    expect(inAll + waiting + never + switchedOff + outside).toBe(people)
    for (const number of [...have, inAll, waiting, never, outside])
      expect(Number.isInteger(number) && number >= 0).toBe(true)
    expect([...have].sort((a, b) => a - b)).toEqual(have)
    expect(have.at(-1)).toBeLessThanOrEqual(inAll)
  }
  told.have.forEach((have, i) => {
    expect(sum((one) => one.have[i] ?? 0)).toBe(have)
  })
  expect(sum(({ outside }) => outside)).toBe(told.outside)
}
