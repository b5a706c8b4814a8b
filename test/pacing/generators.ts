import fc from 'fast-check'
import type { ReachStep, Rollout } from '../../src/flags/reach.ts'
import { changeClass, type PacePolicy, type Policy, paceName } from '../../src/pacing/policy.ts'
import type { Had, Halt } from '../../src/pacing/release-clock.ts'

export const ladder = ['stable', 'beta', 'canary']
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const start = Date.UTC(2026, 7, 1)

/** Zones that change their clocks on different dates, by half an hour, at midnight, or not at all. */
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Casablanca',
  'Pacific/Auckland',
  'Asia/Kathmandu',
  'Europe/London',
]

/** Nights on which some of these zones change their clocks. */
const clockChanges = [
  '2026-09-06T04:00Z',
  '2026-09-26T14:00Z',
  '2026-10-03T15:30Z',
  '2026-10-25T01:00Z',
  '2026-11-01T06:00Z',
  '2027-03-14T07:00Z',
  '2027-03-28T01:00Z',
].map((iso) => Date.parse(iso))

/** Often on a full hour, so that instants meet slots, holds and each other exactly. */
export const instant = fc
  .record({
    hours: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 120 * 24 }).map((hours) => start + hours * hour) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 270 * 24 }).map((hours) => start + hours * hour) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom(...clockChanges), fc.integer({ min: -30, max: 6 }))
          .map(([night, hours]) => night + hours * hour),
      },
    ),
    ms: fc.constantFrom(0, 0, 0, 0, 1, -1, 17 * minute),
  })
  .map(({ hours, ms }) => hours + ms)

const hold = fc
  .record({ from: instant, hours: fc.oneof(fc.integer({ min: 1, max: 48 }), fc.integer({ min: 200, max: 2000 })) })
  .map(({ from, hours }) => ({ from, to: from + hours * hour }))
const openHold = instant.map((from) => ({ from }))

const clockTime = fc.constantFrom('00:00', '01:30', '02:00', '02:15', '02:30', '03:45', '10:00', '22:15', '23:59')

const choice = fc.record(
  {
    pace: fc.constantFrom(...paceName.options),
    timeZone: fc.constantFrom(...zones),
    soak: fc.record(
      { fix: fc.integer({ min: 0, max: 20 }), feature: fc.integer({ min: 0, max: 40 }), breaking: fc.nat(70) },
      { requiredKeys: [] },
    ),
    cadence: fc.constantFrom('any', 'daily', 'weekly', 'monthly', 'quarterly'),
    window: fc.record({ days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), start: clockTime }),
    holds: fc.array(fc.oneof({ weight: 6, arbitrary: hold }, { weight: 1, arbitrary: openHold }), {
      minLength: 1,
      maxLength: 4,
    }),
    securityCapHours: fc.integer({ min: 0, max: 168 }),
    since: instant,
  },
  { requiredKeys: ['pace', 'timeZone'] },
)

/** A quarter of the policies are a bare pace and zone, as most people's are. */
export const pacePolicy = fc
  .tuple(choice, fc.constantFrom(true, false, false, false))
  .map(([full, bare]) => (bare ? { pace: full.pace, timeZone: full.timeZone } : full) as PacePolicy)

export const policy = fc
  .tuple(pacePolicy, fc.constantFrom(...ladder))
  .map(([pacing, channel]) => ({ ...pacing, channel }) as Policy)

const percent = fc.constantFrom(0, 1000, 20_000, 50_000, 100_000, 100_000)
export const person = fc.constantFrom(0, 500, 10_000, 30_000, 70_000)
export const channel = fc.constantFrom(...ladder)

const gap = fc.oneof(
  fc.integer({ min: 1, max: 3 }),
  fc.integer({ min: 1, max: 72 }).map((hours) => hours * hour),
  fc.integer({ min: 1, max: 25 }).map((days) => days * day),
)

export type RolloutEvent = {
  at: number
  kind: 'publish' | 'step' | 'halt' | 'resume' | 'rollBack'
  pick: number
  class: (typeof changeClass.options)[number]
  urgent: boolean
  percents: [number, number, number]
}

const kinds: RolloutEvent['kind'][] = [
  ...(['publish', 'publish', 'publish', 'publish', 'publish', 'publish'] as const),
  ...(['step', 'step', 'step', 'halt', 'resume', 'resume', 'rollBack'] as const),
]
const classes = [...changeClass.options, 'fix', 'feature', 'feature', 'breaking'] as const

/** What a team did, in order; each takes effect at its own `at`. */
export const rolloutEvents: fc.Arbitrary<RolloutEvent[]> = fc
  .tuple(
    instant,
    fc.array(
      fc.record({
        gap,
        kind: fc.constantFrom(...kinds),
        pick: fc.nat(),
        class: fc.constantFrom(...classes),
        urgent: fc.constantFrom(false, false, false, false, false, false, false, true),
        percents: fc.tuple(percent, percent, percent),
      }),
      { minLength: 2, maxLength: 14 },
    ),
  )
  .map(([first, raw]) => {
    let at = first
    return raw.map(({ gap, ...event }) => {
      at += gap
      return { ...event, at }
    })
  })

export function rolloutOf(events: readonly RolloutEvent[]): Rollout {
  const revisions: (Rollout['revisions'][number] & { steps: ReachStep[]; withdrawnAt?: number })[] = []
  const halts: (Halt & { first: number })[] = []
  for (const { at, kind, pick, percents, class: changeClass, urgent } of events) {
    const standing = revisions.filter(({ withdrawnAt }) => withdrawnAt === undefined)
    if (kind === 'publish' || revisions.length === 0) {
      const reach = Object.fromEntries(ladder.map((name, i) => [name, percents[i] ?? 0]))
      revisions.push({ at, class: changeClass, urgent, steps: [{ at, reach }] })
    } else if (kind === 'step') {
      const steps = standing[pick % standing.length]?.steps
      const last = steps?.at(-1)?.reach ?? {}
      const reach = Object.fromEntries(ladder.map((name, i) => [name, Math.max(last[name] ?? 0, percents[i] ?? 0)]))
      steps?.push({ at, reach })
    } else if (kind === 'halt') {
      halts.push({ from: at, first: 1 + (pick % revisions.length) })
    } else if (kind === 'resume') {
      const open = halts.find(({ to }) => to === undefined)
      if (open) open.to = at
    } else {
      const to = pick % revisions.length
      for (const withdrawn of revisions.slice(to)) withdrawn.withdrawnAt ??= at
      for (const ended of halts) if (ended.first > to) ended.to ??= at
    }
  }
  return { revisions, halts }
}

/** Pulls of revisions that were out and stood when they were pulled. */
export const pullsOf = ({ revisions }: Rollout): fc.Arbitrary<Had[]> =>
  fc
    .array(
      fc.record({ revision: fc.integer({ min: 1, max: revisions.length }), after: gap }).map(({ revision, after }) => ({
        revision,
        at: (revisions[revision - 1]?.at ?? 0) + after,
      })),
      { maxLength: 2 },
    )
    .map((pulls) =>
      pulls.filter(({ revision, at }) => at < (revisions[revision - 1]?.withdrawnAt ?? Number.POSITIVE_INFINITY)),
    )

/** One person before one rollout, with what they pulled. */
export const scene = rolloutEvents.chain((events) => {
  const rollout = rolloutOf(events)
  return fc.record({
    events: fc.constant(events),
    rollout: fc.constant(rollout),
    channel,
    bucket: person,
    policy: pacePolicy,
    had: pullsOf(rollout),
  })
})
