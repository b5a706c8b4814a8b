import { z } from 'zod'
import type { Had, Timeline } from './release-clock.ts'
import { covers } from './spans.ts'

const revision = z.int().positive()

/**
 * What a subject did with one thing by themselves, each as a span in ms: undone, it has an end. `pulls`: "get it now",
 * `keeps`: "keep the old one until", `previews`: switched on or off whatever the channel.
 */
export const ownActs = z.object({
  pulls: z.array(z.object({ revision, from: z.int(), to: z.int().optional() })),
  keeps: z.array(z.object({ revision: z.int().min(0), from: z.int(), to: z.int() })),
  previews: z.array(z.object({ on: z.boolean(), from: z.int(), to: z.int().optional() })),
})

export type OwnActs = z.infer<typeof ownActs>

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
  const stands = (number: number) => {
    const withdrawnAt = changes[number - 1]?.withdrawnAt
    return withdrawnAt == null || withdrawnAt > now
  }
  const arrived = (number: number) =>
    (arrivals[number - 1] ?? Number.POSITIVE_INFINITY) <= now ||
    had.some((one) => one.revision === number && one.at <= now)
  let old = Math.min(kept, inForce)
  while (old > 0 && !(stands(old) && (old === kept || arrived(old)))) old--
  const forced = changes.findLastIndex(
    (change, i) => (change.urgent || change.class === 'security') && stands(i + 1) && arrived(i + 1),
  )
  return Math.max(old, forced + 1)
}
