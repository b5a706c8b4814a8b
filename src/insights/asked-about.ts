import type { Question } from '../surveys/question.ts'
import type { Survey } from '../surveys/survey.ts'

type ScoreQuestion = Extract<Question, { kind: 'nps' }>

/** The question whose scores from 0 to 10 an insight is made of: the first of a survey. */
export const scoreQuestionOf = ({ questions }: Pick<Survey, 'questions'>): ScoreQuestion | undefined =>
  questions.find((question) => question.kind === 'nps')

/** Whether a survey asks those who saw a flag, or who have it. */
export const isAbout = ({ triggers, audience }: Pick<Survey, 'triggers' | 'audience'>, flag: string): boolean =>
  triggers.some((trigger) => trigger.on === 'exposure' && trigger.flag === flag) ||
  (audience.flags ?? []).some((one) => one.flag === flag)
