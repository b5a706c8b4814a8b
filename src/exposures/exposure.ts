import { z } from 'zod'
import { clientId, slug } from '../base/text.ts'
import { assignment } from '../flags/assignment.ts'
import { answerContext } from '../subjects/answer-context.ts'

/** What a page reports when it has rendered flags: what it showed, and when it had asked for it. */
export const exposureBatch = z.object({
  id: clientId,
  evaluatedAt: z.iso.datetime().describe('`evaluatedAt` of the evaluation that the page renders from'),
  flags: z
    .array(
      z.object({
        key: slug(),
        variant: slug(),
        times: z
          .int()
          .min(0)
          .max(1000)
          .optional()
          .describe('How often it came into sight since it was last reported; left out: once'),
        seconds: z
          .number()
          .min(0)
          .max(86_400)
          .optional()
          .describe('How long it was in sight since then; left out: not measured'),
      }),
    )
    .min(1)
    .max(100),
})

export type ExposureBatch = z.infer<typeof exposureBatch>

/** That a subject saw one variant of one flag; `claimed`: the page said so, the server's own evaluation did not. */
const tie = z.object({
  flag: z.string(),
  revision: z.int(),
  variant: z.string(),
  assignment: assignment,
  claimed: z.boolean().optional(),
})

export type Tie = z.infer<typeof tie>

/** How often and how long (s) it was in sight; a batch adds to it. */
export type SeenTie = Tie & { times: number; seconds: number }

/** All that a subject has seen of one revision and variant; instants in ms. */
export type SeenRow = SeenTie & { firstAt: number; lastAt: number }

/** All that a subject had seen at one instant, with what they had chosen and what their page said of itself. */
export const snapshot = z.object({ channel: z.string(), pace: z.string(), ties: z.array(tie), ...answerContext.shape })

export type Snapshot = z.infer<typeof snapshot>
