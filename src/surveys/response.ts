import { z } from 'zod'
import { clientId, slug, writtenText } from '../base/text.ts'
import { readLanguage } from './language.ts'
import { choiceId, questionId } from './question.ts'
import { pageTrigger, trigger } from './trigger.ts'

const dayMs = 86_400_000

/** What somebody said to one question; what none of its fields says was skipped. `order`: all choices, first to last. */
const answer = z.object({
  question: questionId,
  score: z.int().min(0).max(10).optional(),
  choices: z.array(choiceId).max(25).optional(),
  text: writtenText(2000, 0).optional(),
  yes: z.boolean().optional(),
  order: z.array(choiceId).max(10).optional(),
  ms: z.int().min(0).max(dayMs).default(0).describe('How long the question was on the screen'),
})

export type Answer = z.infer<typeof answer>

const responseState = z.enum(['shown', 'partial', 'completed', 'dismissed', 'expired'])

export type ResponseState = z.infer<typeof responseState>

/** One showing of a survey to one subject, with what they have answered; `at` is its last change (ms). */
export const response = z.object({
  id: z.string(),
  subject: z.string(),
  survey: slug(),
  revision: z.int().positive(),
  language: z.string(),
  trigger,
  state: responseState.describe('`expired`: nothing was answered within 24 hours'),
  answers: z.array(answer),
  snapshot: z.string().describe('The hash of what they had seen when they last answered, or when they were asked'),
  shownAt: z.int(),
  doneAt: z.int().optional(),
  at: z.int(),
  seq: z.int().min(0).describe('Of the part that the answers are from; 0: none has come'),
  sequence: z.int().describe('Its place in the order of all that the project stored'),
})

export type Response = z.infer<typeof response>

/** A page asks whether it may show a survey now; the id becomes the response's. */
export const askDraft = z.object({
  id: clientId,
  survey: slug(),
  revision: z.int().positive(),
  trigger: pageTrigger.optional().describe('What the page has noticed; left out: something that the server knows'),
  language: readLanguage.describe('What the person reads'),
})

export type AskDraft = z.infer<typeof askDraft>
export type AskDraftSent = z.input<typeof askDraft>

const mostBytes = 16 * 1024

function isSmall(part: object): boolean {
  const text = JSON.stringify(part)
  // No character of it takes more than three bytes.
  return text.length * 3 <= mostBytes || new TextEncoder().encode(text).length <= mostBytes
}

/** What has been answered so far, all of it each time: of several parts that with the highest `seq` counts. */
export const answerPart = z
  .object({
    id: clientId,
    response: clientId,
    seq: z.int().positive().max(1_000_000),
    state: z.enum(['partial', 'completed', 'dismissed']),
    answers: z.array(answer).max(10),
  })
  .refine(isSmall, { path: ['answers'], error: 'At most 16 KiB in all' })

export type AnswerPart = z.infer<typeof answerPart>
export type AnswerPartSent = z.input<typeof answerPart>
