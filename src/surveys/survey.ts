import { z } from 'zod'
import { slug, writtenText } from '../base/text.ts'
import { paceName } from '../projects/pace.ts'
import { language } from './language.ts'
import { question } from './question.ts'
import { rule } from './rule.ts'
import { surveyFaults } from './survey-faults.ts'
import { pageTrigger, trigger, triggerName } from './trigger.ts'

const audience = z.object({
  channels: z.array(slug()).min(1).max(8).optional(),
  paces: z.array(paceName).min(1).max(6).optional(),
  flags: z
    .array(z.object({ flag: slug(), variants: z.array(slug()).min(1).max(20).optional() }))
    .max(5)
    .optional()
    .describe('What somebody has now, all of it; reading it is no exposure. Without variants: any but the off one'),
})

const mostPeople = 1_000_000

const quota = z.object({
  total: z.int().min(1).max(mostPeople).optional(),
  perVariant: z.object({ flag: slug(), each: z.int().min(1).max(mostPeople) }).optional(),
})

const days = (most: number) => z.number().min(0).max(most)

const frequency = z.object({
  mode: z
    .enum(['once', 'until-answered', 'again'])
    .default('once')
    .describe('`once`: shown once; `until-answered`: shown again until completed; `again`: also after that'),
  times: z.int().min(1).max(100).default(3).describe('Most showings to one person; with `once` it is one'),
  everyDays: days(366).default(0).describe('Between two showings of this survey'),
  anyDays: days(366).default(7).describe('Since a showing of any survey'),
})

const fields = {
  name: writtenText(120).describe('For the team'),
  language: language.describe('Of the texts themselves'),
  translations: z
    .record(language, z.record(z.string().max(120), z.string().max(500)))
    .default({})
    .describe('By language, then by the path of the text, such as questions/q1/text'),
  thanks: writtenText(300).optional(),
  questions: z.array(question).min(1).max(10),
  rules: z.array(rule).max(50).default([]),
  triggers: z.array(trigger).min(1).max(10).describe('Any of them'),
  place: z.enum(['popover', 'inline']).default('popover'),
  slot: slug().optional().describe('The name of the place in the page, when inline'),
  delay: z.int().min(0).max(600).default(0).describe('Seconds between trigger and question'),
  audience: audience.default({}),
  sampling: z.number().min(0.01).max(100).default(100).describe('Percent of the people; who is in stays in'),
  quota: quota.default({}).describe('Hard: counts who completed it and who has it before them'),
  frequency: frequency.prefault({}),
  priority: z.int().min(0).max(100).default(50),
  opensAt: z.int().optional(),
  closesAt: z.int().optional(),
}

/** What is written of a survey and can be published. */
export const surveyDraft = z.object(fields).superRefine((draft, { addIssue }) => {
  for (const { field, message } of surveyFaults(draft)) addIssue({ code: 'custom', path: field, message })
})

export type SurveyDraft = z.infer<typeof surveyDraft>
export type SurveyDraftSent = z.input<typeof surveyDraft>

/** One published, immutable revision of a survey; responses point to it. */
export const survey = z.object({ ...fields, key: slug(), revision: z.int().positive(), publishedAt: z.int() })

export type Survey = z.infer<typeof survey>

/** A survey as one person is asked it: texts in their language, choices in their order. */
const askedSurvey = z.object({
  response: z.string().describe('The id to answer under'),
  ...survey.pick({ revision: true, questions: true, rules: true, thanks: true, place: true, slot: true, delay: true })
    .shape,
  survey: slug(),
  language: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  because: z
    .object({ on: triggerName, sampling: z.number().describe('Percent of the people who are drawn') })
    .describe('Why this person is asked'),
})

export type AskedSurvey = z.infer<typeof askedSurvey>

/** A survey that may be asked of one person; `due`: ask now, or else once the page notices one of the triggers. */
const watchedSurvey = z.object({
  ...survey.pick({ key: true, revision: true, delay: true }).shape,
  due: z.boolean(),
  triggers: z.array(pageTrigger),
})

export type WatchedSurvey = z.infer<typeof watchedSurvey>

/** How many were shown a survey, answered at least something, came to its end, or put it aside. */
export const surveyCounts = z.object({
  shown: z.int(),
  started: z.int(),
  completed: z.int(),
  dismissed: z.int(),
})

export type SurveyCounts = z.infer<typeof surveyCounts>
