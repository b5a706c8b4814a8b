import { Problem } from '../base/problem.ts'
import type { Receipt } from '../base/receipt.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { AskingService } from './asking.service.ts'
import type { ResponseService } from './response.service.ts'
import { type SingleAnswer, type SingleQuestion, singleQuestionOf } from './single-question.ts'
import type { SurveyService } from './survey.service.ts'

type Parts = { surveys: SurveyService; asking: AskingService; responses: ResponseService }

/** Asks for a card that knows one question from 0 to 10 at a time, and is shown when it answers. */
export function singleQuestionService({ surveys, asking, responses }: Parts) {
  return {
    async next(project: Project, identity: Identity): Promise<SingleQuestion | null> {
      for (const { key, due } of await asking.watch(project, identity)) {
        const question = due ? singleQuestionOf(await surveys.published(project, key)) : undefined
        if (question) return question
      }
      return null
    },

    async answer(project: Project, identity: Identity, draft: SingleAnswer): Promise<Receipt> {
      const { id, state } = draft
      const survey = await surveys.revision(project, draft.survey, draft.revision)
      const { asked } = await asking.ask(project, identity, {
        ...{ id, survey: draft.survey, revision: draft.revision, language: survey.language },
      })
      if (!asked) throw new Problem('conflict', 'You have answered this already')
      const score = survey.questions.find(({ kind }) => kind === 'nps')
      const words = survey.questions.find(({ kind }) => kind === 'text')
      const answers = state === 'dismissed' || !score ? [] : [{ question: score.id, score: draft.score, ms: 0 }]
      const added =
        state === 'completed' && draft.text && words ? [{ question: words.id, text: draft.text, ms: 0 }] : []
      return responses.answer(project, identity, { id, response: id, seq: 1, state, answers: [...answers, ...added] })
    },
  }
}

export type SingleQuestionService = ReturnType<typeof singleQuestionService>
