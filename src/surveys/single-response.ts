import { z } from 'zod'
import { clientId, slug, writtenText } from '../base/text.ts'

/** What a subject sends: a score with perhaps a few words, or that they do not want to answer. */
export const responseDraft = z.discriminatedUnion('state', [
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

export type ResponseDraft = z.infer<typeof responseDraft>
