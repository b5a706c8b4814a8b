import { z } from 'zod'
import type { ChangeClass } from '../pacing/policy.ts'
import type { Halt, Timeline } from '../pacing/release-clock.ts'

/** Percentages are integers in thousandths of a percent: 100 000 is everybody. */
export const thousandths = z.int().min(0).max(100_000)

/** From `at` on, how much of each channel has the revision; a channel left out has what more cautious ones give it. */
export const reachStep = z.strictObject({ at: z.int(), reach: z.record(z.string().min(1).max(64), thousandths) })
export type ReachStep = z.infer<typeof reachStep>
export type Reach = ReachStep['reach']

/** What was published, in order: revisions with their reach, and the halts. */
export type Rollout = {
  revisions: readonly {
    at: number
    class: ChangeClass
    urgent?: boolean | undefined
    withdrawnAt?: number | null | undefined
    steps: readonly ReachStep[]
  }[]
  halts: readonly Halt[]
}

/** The thousandths that count in a channel at an instant; a channel that is not on the ladder is the most cautious. */
export function percentIn(steps: readonly ReachStep[], ladder: readonly string[], channel: string, at: number): number {
  const step = steps.findLast((step) => step.at <= at)
  return step ? counting(step.reach, rungs(ladder, channel)) : 0
}

/** A rollout as one person meets it in one channel: when each revision came out there, and when it admitted them. */
export function timelineFor(rollout: Rollout, ladder: readonly string[], channel: string, bucket: number): Timeline {
  const counted = rungs(ladder, channel)
  const changes = rollout.revisions.map(({ steps, class: changeClass, urgent, withdrawnAt }) => ({
    at: steps.find(({ reach }) => counting(reach, counted) > 0)?.at ?? null,
    admittedAt: steps.find(({ reach }) => counting(reach, counted) > bucket)?.at ?? null,
    class: changeClass,
    urgent,
    withdrawnAt,
  }))
  return { changes, halts: rollout.halts }
}

/** The distinct percentages a rollout has used in a channel, ascending; see `stepAdmitting`. */
export function percentagesIn(rollout: Rollout, ladder: readonly string[], channel: string): number[] {
  const counted = rungs(ladder, channel)
  const used = rollout.revisions.flatMap(({ steps }) => steps.map(({ reach }) => counting(reach, counted)))
  return [...new Set(used)].sort((a, b) => a - b)
}

/** Which of a channel's percentages (as `percentagesIn` gives them) is the first to admit a bucket: a key for caches. */
export function stepAdmitting(percentages: readonly number[], bucket: number): number {
  const index = percentages.findIndex((percentage) => percentage > bucket)
  return index < 0 ? percentages.length : index
}

/** The channels that would have less by `next` than they have now. */
export function lowered(previous: readonly ReachStep[], next: Reach, ladder: readonly string[]): string[] {
  const last = previous.at(-1)?.reach ?? {}
  return ladder.filter((channel) => {
    const counted = rungs(ladder, channel)
    return counting(next, counted) < counting(last, counted)
  })
}

/** The same steps with what each channel has by this ladder, so that they say it by any other ladder too. */
export const spelledOut = (steps: readonly ReachStep[], ladder: readonly string[]): ReachStep[] =>
  steps.map(({ at, reach }) => {
    const onLadder = ladder.map((channel) => [channel, counting(reach, rungs(ladder, channel))])
    return { at, reach: { ...reach, ...Object.fromEntries(onLadder) } }
  })

const rungs = (ladder: readonly string[], channel: string) => ladder.slice(0, Math.max(0, ladder.indexOf(channel)) + 1)

const counting = (reach: Reach, counted: readonly string[]) =>
  Math.max(0, ...counted.map((channel) => reach[channel] ?? 0))
