import { asWritten } from '../projects/as-written.ts'
import type { Project } from '../projects/project.ts'
import type { Question } from './question.ts'
import type { Answer } from './response.ts'

/** Answers as they may be written: a question that asks for an address, a link or a number gets what it asked for. */
export const answersWritten = (
  project: Pick<Project, 'redacts'>,
  questions: readonly Question[],
  answers: readonly Answer[],
): Answer[] =>
  answers.map((answer) => {
    const question = questions.find(({ id }) => id === answer.question)
    return question?.kind === 'text' && question.input !== 'text' ? answer : asWritten(project, answer)
  })
