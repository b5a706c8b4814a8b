import type { Project } from '../../src/projects/project.ts'
import { scoreSurvey } from '../../src/surveys/score-survey.ts'
import type { SurveyDraftSent } from '../../src/surveys/survey.ts'
import { dataOf, type TestSluice, uuid } from './sluice.ts'

/** A survey with a score and the words to it, asked after a flag, with the two clocks off. */
export const scoreDraft = (flag: string, more: Partial<SurveyDraftSent> = {}): SurveyDraftSent => ({
  ...scoreSurvey({ text: 'How is writing?', low: 'a pain', high: 'a joy', flag }),
  frequency: { anyDays: 0 },
  ...more,
})

export async function publishSurvey({ services }: TestSluice, project: Project, key: string, draft: SurveyDraftSent) {
  await services.surveys.saveDraft(project, key, draft)
  return services.surveys.publish(project, key)
}

type Ask = Awaited<ReturnType<TestSluice['widget']>>['ask']

/** Lets a widget be asked and answer with a score; what it sent, to be sent again. */
export async function answerScore(ask: Ask, survey: string, score: number, text?: string) {
  const showing = { id: uuid(), survey, revision: 1, language: 'en' }
  const { asked } = dataOf(await ask('survey:ask', showing))
  if (!asked) throw new Error(`Not asked: ${survey}`)
  const answers = [{ question: 'score', score }, ...(text === undefined ? [] : [{ question: 'why', text }])]
  const part = { id: uuid(), response: showing.id, seq: 1, state: 'completed', answers }
  return { showing, part, receipt: dataOf(await ask('survey:answer', part)) }
}
