import { z } from 'zod'
import { slug, writtenText } from '../base/text.ts'

/** What a member writes: one question from 0 to 10, asked once of everybody who has seen the flag. */
export const surveyDraft = z.object({
  text: writtenText(300).describe('The question'),
  low: writtenText(40).describe('What 0 means'),
  high: writtenText(40).describe('What 10 means'),
  flag: slug().describe('Asked after an exposure to this flag'),
})

export type SurveyDraft = z.infer<typeof surveyDraft>

/** One published, immutable revision of a survey; answers point to it. */
export const survey = surveyDraft.extend({
  key: slug(),
  revision: z.int().positive(),
  publishedAt: z.int(),
})

export type Survey = z.infer<typeof survey>

/** The part of a survey that the person who is asked gets to see. */
export const question = survey.pick({ key: true, revision: true, text: true, low: true, high: true })

export type Question = z.infer<typeof question>
