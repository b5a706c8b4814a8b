import { z } from 'zod'
import type { Survey } from './survey.ts'

/** What the team has done with a survey since it was published; closed is for ever. */
export type SurveyControl = { paused: boolean; closedAt?: number }

export const surveyState = z.enum(['draft', 'scheduled', 'running', 'paused', 'closed'])

export type SurveyState = z.infer<typeof surveyState>

/** What a survey does at `now` (ms). */
export function stateOf(
  survey: Pick<Survey, 'opensAt' | 'closesAt'> | undefined,
  { paused, closedAt }: SurveyControl,
  now: number,
): SurveyState {
  if (!survey) return 'draft'
  if (closedAt !== undefined || (survey.closesAt !== undefined && survey.closesAt <= now)) return 'closed'
  if (paused) return 'paused'
  return survey.opensAt !== undefined && survey.opensAt > now ? 'scheduled' : 'running'
}
