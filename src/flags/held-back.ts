import type { Policy } from '../pacing/policy.ts'
import { covers } from '../pacing/spans.ts'
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
  return { step: stepOf(), outcome: 'decided', revision, ...until }

  function stepOf(): WhyStep['step'] {
    if (drawnOut) return 'draw'
    if (timeline.halts.some((halt) => (halt.first ?? 1) <= revision && covers(halt, now))) return 'halt'
    // A security change asks nobody and comes through every hold; only its slot is still ahead.
    if (timeline.changes[revision - 1]?.class === 'security') return 'pace'
    if (policy.pace === 'ask') return 'ask'
    return policy.holds?.some((hold) => covers(hold, now)) ? 'hold' : 'pace'
  }
}
