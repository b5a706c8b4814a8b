import { z } from 'zod'
import type { ChangeClass } from '../pacing/policy.ts'
import type { Halt, Timeline } from '../pacing/release-clock.ts'

/** Percentages are integers in thousandths of a percent: 100 000 is everybody. */
export const thousandths = z.int().min(0).max(100_000)
export const everybody = 100_000

const reachByChannel = z.record(z.string().min(1).max(64), thousandths)

/** From `at` on, how much of each channel has the revision; a channel left out has what more cautious ones give it. */
export const reachStep = z.strictObject({
  at: z.int(),
  reach: reachByChannel,
  before: z
    .array(z.strictObject({ until: z.int(), reach: reachByChannel }))
    .optional()
    .describe('What it said by the ladders before, each until an instant (ms)'),
})
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
  return step ? counting(step.reach, ladder, rungOf(ladder, channel)) : 0
}

/** A rollout as one person meets it in one channel: when each revision came out there, and when it admitted them. */
export function timelineFor(rollout: Rollout, ladder: readonly string[], channel: string, bucket: number): Timeline {
  const rung = rungOf(ladder, channel)
  const changes = rollout.revisions.map(({ steps, class: changeClass, urgent, withdrawnAt }) => ({
    at: steps.find(({ reach }) => counting(reach, ladder, rung) > 0)?.at ?? null,
    admittedAt: steps.find(({ reach }) => counting(reach, ladder, rung) > bucket)?.at ?? null,
    class: changeClass,
    urgent,
    withdrawnAt,
  }))
  return { changes, halts: rollout.halts }
}

/** The distinct percentages a rollout has used in a channel, ascending. */
export function percentagesIn(rollout: Rollout, ladder: readonly string[], channel: string): number[] {
  const rung = rungOf(ladder, channel)
  const used = rollout.revisions.flatMap(({ steps }) => steps.map(({ reach }) => counting(reach, ladder, rung)))
  return [...new Set(used)].sort((a, b) => a - b)
}

/** The same for all channels together: buckets between two of them are admitted by the same steps everywhere. */
export const edgesIn = (rollout: Rollout, ladder: readonly string[]): number[] =>
  [...new Set(ladder.flatMap((channel) => percentagesIn(rollout, ladder, channel)))].sort((a, b) => a - b)

/** Which of ascending percentages is the first to admit a bucket: a key for caches. */
export function stepAdmitting(percentages: readonly number[], bucket: number): number {
  const index = percentages.findIndex((percentage) => percentage > bucket)
  return index < 0 ? percentages.length : index
}

/** The channels that would have less by `next` than they have now. */
export function lowered(previous: readonly ReachStep[], next: Reach, ladder: readonly string[]): string[] {
  const last = previous.at(-1)?.reach ?? {}
  return ladder.filter((channel) => {
    const rung = rungOf(ladder, channel)
    return counting(next, ladder, rung) < counting(last, ladder, rung)
  })
}

/**
 * The same steps with what each channel has by this ladder, so that they say it by the one from `until` (ms) on too;
 * what they said until then is kept, for by a third ladder it would be more than it was.
 */
export const spelledOut = (steps: readonly ReachStep[], ladder: readonly string[], until: number): ReachStep[] =>
  steps.map((step) => {
    const { reach, before = [] } = step
    const onLadder = ladder.map((channel, rung) => [channel, counting(reach, ladder, rung)] as const)
    if (onLadder.every(([channel, part]) => reach[channel] === part)) return step
    return { ...step, reach: { ...reach, ...Object.fromEntries(onLadder) }, before: [...before, { until, reach }] }
  })

/** A step as it was at an instant (ms), before later ladders. */
export function stepAsItWas(step: ReachStep, instant: number): ReachStep {
  const { at, reach, before = [] } = step
  const earlier = before.filter(({ until }) => until <= instant)
  const then = before[earlier.length]?.reach ?? reach
  return { at, reach: then, ...(earlier.length > 0 && { before: earlier }) }
}

const rungOf = (ladder: readonly string[], channel: string) => Math.max(0, ladder.indexOf(channel))

/** The largest share of the channels up to a rung; a plain loop, for every evaluation asks it several times. */
function counting(reach: Reach, ladder: readonly string[], rung: number): number {
  let largest = 0
  for (let i = 0; i <= rung; i++) largest = Math.max(largest, reach[ladder[i] ?? ''] ?? 0)
  return largest
}
