import { z } from 'zod'
import { choiceId, questionId } from './question.ts'

const chosen = z.array(choiceId).min(1).max(25).describe('Ids of choices; `yes` and `no` of a yes-or-no question')

/** What is asked of the answer to one question. */
const condition = z.discriminatedUnion('is', [
  z.object({ is: z.literal('any') }),
  z.object({ is: z.literal('answered') }),
  z.object({ is: z.literal('skipped') }),
  z.object({ is: z.literal('between'), from: z.int().min(0).max(10), to: z.int().min(0).max(10) }),
  z.object({ is: z.literal('chosen'), choices: chosen, all: z.boolean().optional().describe('All of them, not one') }),
  z.object({ is: z.literal('not-chosen'), choices: chosen }),
])

export type Condition = z.infer<typeof condition>

/** Where to go after a question; the first rule that holds decides, and it leads only forwards, so every walk ends. */
export const rule = z.object({
  after: questionId,
  if: condition,
  go: z.union([z.literal('end'), questionId]).describe('A later question, or `end`'),
})

export type Rule = z.infer<typeof rule>
