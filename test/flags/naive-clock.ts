import { type PaceName, paces } from '../../src/pacing/policy.ts'

/**
 * The release clock as one would first write it: every hour is looked at, nothing is clever. All instants are whole
 * hours since a Monday, 00:00 UTC; a day has 24 of them and the first year begins with that Monday's month.
 */
export type NaivePolicy = { channel: string; pace: PaceName; since: number; holds: Span[] }
type Cadence = (typeof paces)[PaceName]['cadence']
type Span = { from: number; to: number }
export type NaiveRevision = {
  class: 'security' | 'fix' | 'feature' | 'breaking'
  urgent: boolean
  steps: { at: number; reach: Record<string, number> }[]
  withdrawnAt: number
}
export type NaiveWorld = {
  ladder: string[]
  bucket: number
  revisions: NaiveRevision[]
  halts: (Span & { first: number })[]
  /** From the oldest on; each lasts until the next one's `since`. */
  policies: NaivePolicy[]
  pulls: (Span & { revision: number })[]
  keeps: (Span & { revision: number })[]
  monday: number
}
type Had = { revision: number; at: number }

const hourMs = 3_600_000
const never = Number.POSITIVE_INFINITY

/** The revision in effect at an hour, and when each change arrives as things stand then (Infinity: nobody can say). */
export function naiveStanding(world: NaiveWorld, hour: number): { revision: number; arrivals: number[] } {
  const policy = world.policies.at(-1)
  if (!policy) throw new Error('Everybody has a policy')
  const had: Had[] = world.pulls
    .filter(({ from, to, revision }) => from <= hour && hour < to && stands(world, revision, hour))
    .map(({ revision, from }) => ({ revision, at: from }))
  world.policies.slice(0, -1).forEach((old, i) => {
    const until = world.policies[i + 1]?.since ?? never
    const channel = moreCautious(world.ladder, old.channel, policy.channel)
    const revision = inForce(world, { ...old, channel }, had, until, hour)
    if (revision > 0) had.push({ revision, at: until })
  })
  const arrivals = arrivalsOf(world, policy, had, hour)
  const clock = inForce(world, policy, had, hour, hour)
  const keep = world.keeps.findLast(({ from, to }) => from <= hour && hour < to)
  return { arrivals, revision: keep ? kept(keep.revision, clock) : clock }

  function kept(wanted: number, clock: number): number {
    const arrived = (number: number) =>
      stands(world, number, hour) &&
      ((arrivals[number - 1] ?? never) <= hour || had.some((one) => one.revision === number && one.at <= hour))
    let old = Math.min(wanted, clock)
    while (old > 0 && !(stands(world, old, hour) && (old === wanted || arrived(old)))) old--
    const forced = world.revisions.findLastIndex((one, i) => (one.urgent || one.class === 'security') && arrived(i + 1))
    return Math.max(old, forced + 1)
  }
}

const stands = ({ revisions }: NaiveWorld, number: number, seenFrom: number) =>
  (revisions[number - 1]?.withdrawnAt ?? never) > seenFrom

const moreCautious = (ladder: string[], one: string, other: string) =>
  ladder[Math.min(ladder.indexOf(one), ladder.indexOf(other))] ?? other

function inForce(world: NaiveWorld, policy: NaivePolicy, had: Had[], at: number, seenFrom: number): number {
  const arrivals = arrivalsOf(world, policy, had, seenFrom)
  const numbers = world.revisions.map((_, i) => i + 1)
  const arrived = numbers.filter((number) => (arrivals[number - 1] ?? never) <= at)
  const owned = had
    .filter((one) => one.at <= at && stands(world, one.revision, seenFrom))
    .map(({ revision }) => revision)
  return Math.max(0, ...arrived, ...owned)
}

function arrivalsOf(world: NaiveWorld, policy: NaivePolicy, had: Had[], seenFrom: number): number[] {
  const { revisions, ladder, bucket, halts, monday } = world
  const horizon = 24 * 500
  const rungs = ladder.slice(0, ladder.indexOf(policy.channel) + 1)
  const share = (number: number, hour: number) => {
    const step = revisions[number - 1]?.steps.findLast(({ at }) => at <= hour)
    return Math.max(0, ...rungs.map((rung) => step?.reach[rung] ?? 0))
  }
  const first = (from: number, holds: (hour: number) => boolean) => {
    for (let hour = Math.max(0, from); hour < horizon; hour++) if (holds(hour)) return hour
    return never
  }
  const stepHours = (number: number) => revisions[number - 1]?.steps.map(({ at }) => at) ?? []
  const out = (n: number) =>
    stands(world, n, seenFrom) ? (stepHours(n).find((at) => share(n, at) > 0) ?? never) : never
  const admitted = (n: number) =>
    stands(world, n, seenFrom) ? (stepHours(n).find((at) => share(n, at) > bucket) ?? never) : never
  const haltedFor = (n: number, hour: number) => halts.some((h) => h.first <= n && h.from <= hour && hour < h.to)
  const heldAt = (hour: number) => policy.holds.some(({ from, to }) => from <= hour && hour < to)
  const numbers = revisions.map((_, i) => i + 1)
  const chosen = (at: number, blocked: (hour: number) => boolean) =>
    at < policy.since ? first(policy.since, (hour) => !blocked(hour)) : at

  const slotAfter = (from: number, blocked: (hour: number) => boolean) => {
    const { cadence } = paces[policy.pace]
    const isInWindow = (hour: number) => hour % 24 === ten && (cadence === 'daily' || isTuesday(hour))
    if (cadence === 'never' || from === never) return never
    const landings = new Set<number>()
    for (let hour = 0; hour < horizon; hour++) {
      if (!isNominal(hour, cadence, monday)) continue
      const landing = blocked(hour)
        ? first(hour, (later) => !blocked(later) && (cadence === 'any' || isInWindow(later)))
        : hour
      if (landing >= from) return landingBefore(landings, from, landing)
      landings.add(landing)
    }
    return never
  }

  const own = numbers.map((n) => {
    const revision = revisions[n - 1]
    const at = admitted(n)
    if (!revision || at === never) return never
    if (revision.urgent) return at
    if (revision.class !== 'security') return never
    const halted = (hour: number) => haltedFor(n, hour)
    const capped = first(at + 72, (hour) => !halted(hour))
    return chosen(Math.min(slotAfter(at, halted), capped), halted)
  })
  const ripe = numbers.map((n) => {
    const revision = revisions[n - 1]
    if (!revision || !stands(world, n, seenFrom)) return -1
    if (revision.urgent || revision.class === 'security') return -1
    const since = Math.min(...numbers.filter((k) => k >= n).map(out))
    const soaked = since === never ? never : soakedAt(since, n, revision.class)
    const brought = Math.min(...numbers.filter((k) => k >= n).map((k) => own[k - 1] ?? never))
    const owned = Math.min(
      ...had.filter((h) => h.revision >= n && stands(world, h.revision, seenFrom)).map(({ at }) => at),
    )
    return Math.min(soaked, brought, owned)
  })
  return numbers.map((n) => {
    const at = admitted(n)
    if (at === never) return never
    const blocked = (hour: number) => heldAt(hour) || haltedFor(n, hour)
    const due = Math.max(at, ...ripe.slice(0, n))
    const slot = chosen(slotAfter(due, blocked), blocked)
    return Math.min(slot, Math.max(at, ...[Math.min(...numbers.filter((k) => k >= n).map((k) => own[k - 1] ?? never))]))
  })

  /** The hour at which the change has been out for its soak, halted hours not counted. */
  function soakedAt(since: number, n: number, kind: 'fix' | 'feature' | 'breaking'): number {
    let left = paces[policy.pace].soak[kind] * 24
    let hour = since
    for (; left > 0; hour++) {
      if (hour > horizon) return never
      if (!haltedFor(n, hour)) left--
    }
    return hour
  }
}

/** A slot that was moved may land before a later one, but still at or after `from`. */
const landingBefore = (landings: Set<number>, from: number, landing: number) =>
  Math.min(landing, ...[...landings].filter((hour) => hour >= from))

const ten = 10
const isTuesday = (hour: number) => Math.floor(hour / 24) % 7 === 1

function isNominal(hour: number, cadence: Cadence, monday: number): boolean {
  if (cadence === 'any') return true
  if (hour % 24 !== ten) return false
  if (cadence === 'daily') return true
  if (!isTuesday(hour)) return false
  if (cadence === 'weekly') return true
  const date = new Date(monday + hour * hourMs)
  return date.getUTCDate() <= 7 && (cadence === 'monthly' || date.getUTCMonth() % 3 === 0)
}
