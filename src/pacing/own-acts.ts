import { type Had, hasArrived, stands, type Timeline } from './release-clock.ts'
import { covers } from './spans.ts'
import { dayMs } from './zoned-time.ts'

/**
 * What a subject did with one thing by themselves, each as a span in ms: undone, it has an end. `pulls`: "get it now",
 * `keeps`: "keep the old one until", `previews`: switched on or off whatever the channel.
 */
export type OwnActs = {
  pulls: { revision: number; from: number; to?: number | undefined }[]
  keeps: { revision: number; from: number; to: number }[]
  previews: { on: boolean; from: number; to?: number | undefined }[]
}

/**
 * For so long (ms) what has ended is kept. Nobody asks for longer: exposures are held against at most 30 days ago,
 * and what people saw before is stored with what they said.
 */
const keptMs = 180 * dayMs

/** The acts without those that ended too long before `now` (ms) for anybody to ask about them. */
export function recent({ pulls, keeps, previews }: OwnActs, now: number): OwnActs {
  const isKept = ({ to = now }: { to?: number | undefined }) => to > now - keptMs
  return { pulls: pulls.filter(isKept), keeps: keeps.filter(isKept), previews: previews.filter(isKept) }
}

/** What a subject did by themselves, by the key of the thing. */
export type Own = Record<string, OwnActs>

/** The pulls that stand at `now`, as the clock reads them. */
export const pullsAt = (acts: OwnActs | undefined, now: number): Had[] =>
  (acts?.pulls ?? []).filter((pull) => covers(pull, now)).map(({ revision, from }) => ({ revision, at: from }))

/** The "keep the old one" that is in force at `now`. */
export const keepAt = (acts: OwnActs | undefined, now: number) => acts?.keeps.findLast((keep) => covers(keep, now))

/** Whether a preview is switched on or off at `now`; undefined: the subject leaves it to the team. */
export const previewAt = (acts: OwnActs | undefined, now: number): boolean | undefined =>
  acts?.previews.findLast((preview) => covers(preview, now))?.on

/**
 * The revision in effect for somebody who keeps an old one, given the one in force by the clock: never more than they
 * keep, but for the last urgent or security change that has arrived. One that was withdrawn meanwhile stands for the
 * last before it that has arrived and was not.
 */
export function keeping(
  kept: number,
  inForce: number,
  { changes }: Timeline,
  arrivals: readonly (number | null)[],
  had: readonly Had[],
  now: number,
): number {
  const arrived = (number: number) => hasArrived(number, arrivals, had, now)
  let old = Math.min(kept, inForce)
  while (old > 0 && !(stands(changes[old - 1], now) && (old === kept || arrived(old)))) old--
  const forced = changes.findLastIndex(
    (change, i) => (change.urgent || change.class === 'security') && stands(change, now) && arrived(i + 1),
  )
  return Math.max(old, forced + 1)
}
