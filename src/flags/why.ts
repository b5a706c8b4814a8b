import { z } from 'zod'

/** The rules that decide, in the order in which they are asked. */
const whyStepName = z.enum([
  'kill-switch',
  'preview',
  'step-back',
  'publication',
  'channel',
  'draw',
  'halt',
  'hold',
  'ask',
  'pace',
  'kept',
  'pull',
  'split',
])

/**
 * One rule on the way to a variant: it decided about a revision, or let it pass. `until`: the instant (ms) at which
 * the revision that it holds back arrives, as far as that can be foreseen; for the kill switch, when it ends. `since`:
 * the instant from which everybody in the channel may have the revision.
 */
const whyStep = z.object({
  step: whyStepName,
  outcome: z.enum(['decided', 'passed']),
  revision: z.int().optional(),
  until: z.int().optional(),
  since: z.int().optional(),
})

export type WhyStep = z.infer<typeof whyStep>
