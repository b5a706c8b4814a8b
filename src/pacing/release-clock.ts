import { type ChangeClass, defaultSecurityCapHours, type PacePolicy, paces } from './policy.ts'
import { slotFinder } from './slots.ts'
import { afterCounting, firstOutside, mergeSpans, type Span } from './spans.ts'
import { dayMs, hourMs } from './zoned-time.ts'

/**
 * One change for one person in one channel. `at`: out for others there, `admittedAt`: for this person (left out: `at`);
 * null: not yet. All instants here are milliseconds since the epoch.
 */
export type Change = {
  at: number | null
  admittedAt?: number | null | undefined
  class: ChangeClass
  urgent?: boolean | undefined
  withdrawnAt?: number | null | undefined
}

/** `first` is the lowest change number that the halt stops (left out: 1). */
export type Halt = { from: number; to?: number | undefined; first?: number | undefined }

/** `changes` in order of publication: the place, counted from 1, is the number. */
export type Timeline = { changes: readonly Change[]; halts: readonly Halt[] }

/** A revision that somebody has from `at` on whatever their pace says. */
export type Had = { revision: number; at: number }

/** The first slot at or after `at`, the policy's holds regarded; null if none can be foreseen. */
export function slotFrom(policy: PacePolicy, at: number): number | null {
  return foreseen(slotFinder(policy)(at, mergeSpans(policy.holds ?? [])))
}

/** When each change arrives as things stand after all withdrawals; null: not foreseeable, withdrawn or never. */
export function arrivalsOf(timeline: Timeline, policy: PacePolicy, had: readonly Had[] = []): (number | null)[] {
  return arrivalsWithout(timeline, policy, had, Infinity).map(foreseen)
}

/** The number of the change in force at `now`, with the withdrawals up to then; 0: none yet. */
export function revisionAt(timeline: Timeline, policy: PacePolicy, now: number, had: readonly Had[] = []): number {
  return revisionSeenFrom(timeline, policy, now, had, now)
}

/** The revision in force at `at` had all that is withdrawn by `seenFrom` never been. */
export function revisionSeenFrom(
  timeline: Timeline,
  policy: PacePolicy,
  at: number,
  had: readonly Had[],
  seenFrom: number,
): number {
  const standing = had.filter(({ revision }) => stands(timeline.changes[revision - 1], seenFrom))
  return lastArrived(arrivalsWithout(timeline, policy, standing, seenFrom), standing, at)
}

/** The revision in force at `now`, given what has arrived and what is had of changes that still stand. */
export function lastArrived(arrivals: readonly (number | null)[], had: readonly Had[], now: number): number {
  const arrived = arrivals.findLastIndex((arrival) => arrival !== null && arrival <= now) + 1
  return had.reduce((last, { revision, at }) => (at <= now && revision > last ? revision : last), arrived)
}

const foreseen = (instant: number) => (instant === Infinity ? null : instant)

/** Whether a change was published and is not withdrawn by `seenFrom` (ms). */
export const stands = (change: Change | undefined, seenFrom: number): boolean =>
  change !== undefined && (change.withdrawnAt == null || change.withdrawnAt > seenFrom)

/** Whether one change has arrived by `now` (ms), by the clock or because it is had anyway. */
export const hasArrived = (
  number: number,
  arrivals: readonly (number | null)[],
  had: readonly Had[],
  now: number,
): boolean =>
  (arrivals[number - 1] ?? Infinity) <= now || had.some(({ revision, at }) => revision === number && at <= now)

/** Arrivals (Infinity: none) as if what is withdrawn by `seenFrom` had never been. */
function arrivalsWithout(timeline: Timeline, policy: PacePolicy, had: readonly Had[], seenFrom: number): number[] {
  const { changes } = timeline
  const standing = changes.map((change) => stands(change, seenFrom))
  const blocked = blockedSpans(timeline.halts, policy)
  const slot = slotFinder(policy)
  const since = policy.since ?? -Infinity
  const chosen = (at: number, spans: readonly Span[]) => (at < since ? firstOutside(spans, since) : at)

  const own = changes.map((change, i) => {
    const admitted = admittedAt(change)
    if (!standing[i] || admitted === Infinity) return Infinity
    if (change.urgent) return admitted
    if (change.class !== 'security') return Infinity
    const { halts } = blocked(i)
    const capped = admitted + (policy.securityCapHours ?? defaultSecurityCapHours) * hourMs
    return chosen(Math.min(slot(admitted, halts), firstOutside(halts, capped)), halts)
  })

  // From here on index i holds the least over i and all later changes.
  const out = leastFromHere(changes.map((change, i) => (standing[i] ? (change.at ?? Infinity) : Infinity)))
  const broughtAlong = leastFromHere(own)
  const hadFrom = leastFromHere(
    changes.map((_, i) =>
      standing[i] ? Math.min(...had.filter((h) => h.revision === i + 1).map((h) => h.at)) : Infinity,
    ),
  )

  const ripe = (change: Change, i: number): number => {
    if (change.urgent || change.class === 'security') return -Infinity
    const soak = (policy.soak?.[change.class] ?? paces[policy.pace].soak[change.class]) * dayMs
    const soaked = afterCounting(blocked(i).halts, out[i] ?? Infinity, soak)
    return Math.min(soaked, broughtAlong[i] ?? Infinity, hadFrom[i] ?? Infinity)
  }

  let allRipe = -Infinity
  return changes.map((change, i) => {
    if (!standing[i]) return Infinity
    allRipe = Math.max(allRipe, ripe(change, i))
    const admitted = admittedAt(change)
    if (admitted === Infinity) return Infinity
    const { all } = blocked(i)
    return Math.min(
      chosen(slot(Math.max(admitted, allRipe), all), all),
      Math.max(admitted, broughtAlong[i] ?? Infinity),
    )
  })
}

const admittedAt = ({ at, admittedAt = at }: Change) => admittedAt ?? Infinity

function leastFromHere(instants: readonly number[]): number[] {
  let least = Infinity
  return instants.map((_, i) => (least = Math.min(least, instants[instants.length - 1 - i] ?? Infinity))).reverse()
}

type Blocked = { halts: Span[]; all: Span[] }

/** What blocks the change at index i: the halts that stop it, and those together with the holds. */
function blockedSpans(halts: readonly Halt[], policy: PacePolicy): (index: number) => Blocked {
  const holds = policy.holds ?? []
  const known = new Map<number, Blocked>()
  return (index) => {
    const stopping = halts.filter(({ first = 1 }) => first <= index + 1)
    const found = known.get(stopping.length)
    if (found) return found
    const blocked = { halts: mergeSpans(stopping), all: mergeSpans([...holds, ...stopping]) }
    known.set(stopping.length, blocked)
    return blocked
  }
}
