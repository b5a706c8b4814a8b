import { z } from 'zod'
import { slug, wholeNumber } from '../base/text.ts'
import { endpoint } from '../http/endpoint.ts'
import type { EstimateService } from './estimate.service.ts'
import { estimate } from './estimate.ts'
import { missingText, missingTexts } from './missing-texts.ts'
import type { ResponseService } from './response.service.ts'
import { response } from './response.ts'
import type { ResultsService } from './results.service.ts'
import { surveyResults } from './results.ts'
import type { KnownSurvey, SurveyService } from './survey.service.ts'
import { survey, surveyCounts } from './survey.ts'
import { surveyState } from './survey-state.ts'

type Parts = { surveys: SurveyService; responses: ResponseService; results: ResultsService; estimates: EstimateService }

const path = '/api/v1/projects/:project/surveys/:key'
const params = z.object({ project: slug(), key: slug() })

/** Anything that an editor holds; what is wrong with it is said when it is to be published. */
const unfinished = z.record(z.string(), z.unknown())

const keptDraft = z.object({ key: slug(), draft: unfinished, changedAt: z.int() })

const knownSurvey = z.object({
  key: slug(),
  state: surveyState,
  survey: survey.optional(),
  draft: keptDraft.optional(),
  closedAt: z.int().optional(),
  counts: surveyCounts,
})

const mostResponses = 100

export const surveyEndpoints = ({ surveys, responses, results, estimates }: Parts) => [
  endpoint('GET /api/v1/projects/:project/surveys', {
    summary: 'Every survey with what it does and how many have answered',
    permission: 'surveys:read',
    reply: z.object({ surveys: z.array(knownSurvey) }),
    handle: async ({ project }) => ({ surveys: (await surveys.all(project)).map(replyOf) }),
  }),
  endpoint(`GET ${path}`, {
    summary: 'One survey, as it is asked now and as it is being written',
    permission: 'surveys:read',
    params,
    reply: knownSurvey,
    handle: async ({ project, params: { key } }) => replyOf(await surveys.find(project, key)),
  }),
  endpoint(`PUT ${path}/draft`, {
    summary: 'Keep what is being written of a survey, however unfinished',
    permission: 'surveys:write',
    params,
    body: unfinished,
    reply: keptDraft,
    handle: async ({ project, params: { key }, body }) => ({
      ...(await surveys.saveDraft(project, key, body)),
      draft: body,
    }),
  }),
  endpoint(`DELETE ${path}/draft`, {
    summary: 'Throw away what is being written',
    permission: 'surveys:write',
    params,
    reply: z.object({}),
    handle: async ({ project, params: { key } }) => {
      await surveys.deleteDraft(project, key)
      return {}
    },
  }),
  endpoint(`POST ${path}/publish`, {
    summary: 'Publish what is written as the next revision; untranslated texts are named, and keep nothing from it',
    permission: 'surveys:write',
    params,
    reply: z.object({ survey, missingTexts: z.array(missingText) }),
    handle: async ({ project, params: { key } }) => {
      const published = await surveys.publish(project, key)
      return { survey: published, missingTexts: missingTexts(published) }
    },
  }),
  ...(['pause', 'resume', 'close'] as const).map((act) =>
    endpoint(`POST ${path}/${act}`, {
      summary: {
        pause: 'Ask nobody until it is resumed',
        resume: 'Ask again',
        close: 'Ask nobody any more, for good',
      }[act],
      permission: 'surveys:write',
      params,
      reply: knownSurvey,
      handle: async ({ project, params: { key } }) => {
        await surveys[act](project, key)
        return replyOf(await surveys.find(project, key))
      },
    }),
  ),
  endpoint(`GET ${path}/estimate`, {
    summary: 'Of how many people what is written, or else what is out, would be asked, from the last days',
    permission: 'surveys:read',
    params,
    reply: estimate,
    handle: async ({ project, params: { key } }) => {
      const { draft, survey: out } = await surveys.find(project, key)
      return estimates.of(project, key, draft ? draft.draft : out)
    },
  }),
  endpoint(`GET ${path}/results`, {
    summary: 'How each question was answered, and where people left',
    permission: 'surveys:read',
    params,
    reply: surveyResults,
    handle: ({ project, params: { key } }) => results.of(project, key),
  }),
  endpoint(`GET ${path}/responses`, {
    summary: 'What people answered, newest first',
    permission: 'surveys:read',
    params,
    query: z.object({ before: wholeNumber(Number.MAX_SAFE_INTEGER).default(Number.MAX_SAFE_INTEGER) }),
    reply: z.object({
      responses: z.array(response),
      next: z.int().optional().describe('`before` of the page after this one'),
    }),
    async handle({ project, params: { key }, query: { before } }) {
      await surveys.published(project, key)
      const found = await responses.page(project, key, before, mostResponses)
      const last = found.at(-1)
      return { responses: found, ...(found.length === mostResponses && last && { next: last.sequence }) }
    },
  }),
]

/** Without what only the server needs. */
const replyOf = ({ control, ...known }: KnownSurvey) => ({
  ...known,
  ...(known.draft && { draft: { ...known.draft, draft: known.draft.draft as Record<string, unknown> } }),
  ...(control.closedAt !== undefined && { closedAt: control.closedAt }),
})
