import { z } from 'zod'
import { clientId, slug, writtenText } from '../base/text.ts'
import type { Survey } from './survey.ts'

/** A survey as a card shows it that knows one question from 0 to 10 and room for a few words. */
export type SingleQuestion = { key: string; revision: number; text: string; low: string; high: string }

/** What such a card sends: a score with perhaps a few words, or that they do not want to answer. */
export const singleAnswer = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('completed'),
    id: clientId,
    survey: slug(),
    revision: z.int().positive(),
    score: z.int().min(0).max(10),
    text: writtenText(2000).optional(),
  }),
  z.object({ state: z.literal('dismissed'), id: clientId, survey: slug(), revision: z.int().positive() }),
])

export type SingleAnswer = z.infer<typeof singleAnswer>

/** A survey's first question from 0 to 10; undefined where it has none. */
export function singleQuestionOf({ key, revision, questions }: Survey): SingleQuestion | undefined {
  const found = questions.find((question) => question.kind === 'nps')
  return found && { key, revision, text: found.text, low: found.low, high: found.high }
}
