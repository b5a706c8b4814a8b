import type { SurveyDraftSent } from './survey.ts'

/** The shortest survey about a flag: a score, and the words to it; asked once of everybody who has seen the flag. */
export const scoreSurvey = ({
  flag,
  ...question
}: {
  text: string
  low: string
  high: string
  flag: string
}): SurveyDraftSent => ({
  name: question.text.slice(0, 120),
  language: 'en',
  questions: [
    { kind: 'nps', id: 'score', required: true, ...question },
    { kind: 'text', id: 'why', text: 'What makes you say so?', long: true },
  ],
  triggers: [{ on: 'exposure', flag }],
})
