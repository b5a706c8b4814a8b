import { z } from 'zod'
import { slug } from '../base/text.ts'
import { endpoint } from '../http/endpoint.ts'
import { survey, surveyDraft } from './single-question.ts'
import type { SurveyService } from './survey.service.ts'

export const surveyEndpoints = (surveys: SurveyService) => [
  endpoint('GET /api/v1/projects/:project/surveys', {
    summary: 'The current revision of each survey',
    permission: 'surveys:read',
    reply: z.object({ surveys: z.array(survey) }),
    handle: async ({ project }) => ({ surveys: await surveys.current(project) }),
  }),
  endpoint('PUT /api/v1/projects/:project/surveys/:key', {
    summary: 'Publish a survey, or its next revision',
    permission: 'surveys:write',
    params: z.object({ project: slug(), key: slug() }),
    body: surveyDraft,
    reply: survey,
    handle: ({ project, params, body }) => surveys.publish(project, params.key, body),
  }),
]
