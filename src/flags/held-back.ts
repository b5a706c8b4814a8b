import type { Policy } from '../pacing/policy.ts'
import type { Standing } from './standing.ts'
import type { WhyStep } from './why.ts'

/** Why the newest revision that is out in somebody's channel is not theirs yet, and until when as far as one can say. */
export function heldBackBy(
  revision: number,
  drawnOut: boolean,
  { arrivals, timeline }: Standing,
  policy: Policy,
  now: number,
): WhyStep {
  const arrival = arrivals[revision - 1]
  const until = arrival != null && arrival > now ? { until: arrival } : {}
  const step = drawnOut
    ? 'draw'
    : timeline.halts.some((halt) => (halt.first ?? 1) <= revision && covers(halt, now))
      ? 'halt'
      : policy.pace === 'ask'
        ? 'ask'
        : policy.holds?.some((hold) => covers(hold, now))
          ? 'hold'
          : 'pace'
  return { step, outcome: 'decided', revision, ...until }
}

const covers = ({ from, to }: { from: number; to?: number | undefined }, now: number) =>
  from <= now && (to === undefined || now < to)
