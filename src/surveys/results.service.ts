import type { Clock } from '../base/clock.ts'
import { Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import type { Question } from './question.ts'
import type { ResponseStore } from './response.store.ts'
import { resultsCounter, type SurveyResults } from './results.ts'
import type { SurveyService } from './survey.service.ts'
import { isAnswered } from './walk.ts'

type Parts = {
  surveys: Pick<SurveyService, 'revisions'>
  responses: Pick<ResponseStore, 'each'>
  clock: Clock
}

/** What people answered, counted from what is stored at this moment. */
export function resultsService({ surveys, responses, clock }: Parts) {
  return {
    /** One survey's counts over all its revisions; questions in the order of the newest, then those that are gone. */
    async of(project: Project, key: string): Promise<SurveyResults> {
      const revisions = await surveys.revisions(project, key)
      if (revisions.length === 0) throw new Problem('missing', 'There is no such survey')
      const questions = new Map<string, Question>()
      for (const question of [...revisions].reverse().flatMap((survey) => survey.questions))
        if (!questions.has(question.id)) questions.set(question.id, question)
      const counter = resultsCounter([...questions.values()], clock.now())
      for await (const response of responses.each(project.id, key)) counter.add(response)
      return counter.results()
    },

    /** The newest words of completed responses, whichever question they are from. */
    async newestTexts(project: Project, key: string, most: number): Promise<string[]> {
      const texts: string[] = []
      for await (const { state, answers } of responses.each(project.id, key)) {
        if (state === 'completed') texts.push(...answers.filter(isAnswered).flatMap(({ text }) => text || []))
        if (texts.length >= most) break
      }
      return texts.slice(0, most)
    },
  }
}

export type ResultsService = ReturnType<typeof resultsService>
