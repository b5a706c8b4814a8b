import type { Question } from './question.ts'
import type { Answer } from './response.ts'
import type { Condition, Rule } from './rule.ts'

/** The questions and rules of a survey, as far as walking through them needs it. */
export type Walkable = { questions: readonly Question[]; rules: readonly Rule[] }

/** What was said to one question, whichever way. */
export type Said = Omit<Answer, 'question' | 'ms'>

/** Whether anything was said at all; a statement has nothing to say. */
export const isAnswered = ({ score, choices = [], text = '', yes, order = [] }: Said): boolean =>
  score !== undefined || choices.length > 0 || text !== '' || yes !== undefined || order.length > 0

/**
 * The question after the one with this id, or the first of all; undefined at the end. The first rule that holds decides;
 * one that leads back, as no published survey has, does not count, so that every walk ends.
 */
export function nextQuestion({ questions, rules }: Walkable, after?: string, said: Said = {}): Question | undefined {
  if (after === undefined) return questions[0]
  const place = questions.findIndex(({ id }) => id === after)
  for (const { after: from, if: condition, go } of rules) {
    if (from !== after || !holds(condition, said)) continue
    if (go === 'end') return undefined
    const target = questions.findIndex(({ id }) => id === go)
    if (target > place) return questions[target]
  }
  return questions[place + 1]
}

/** The questions that these answers lead through, from the first to the end; an unanswered one counts as skipped. */
export function walk(survey: Walkable, answers: readonly Answer[]): Question[] {
  const path: Question[] = []
  let at = nextQuestion(survey)
  while (at) {
    path.push(at)
    const { id } = at
    at = nextQuestion(
      survey,
      id,
      answers.find(({ question }) => question === id),
    )
  }
  return path
}

function holds(condition: Condition, said: Said): boolean {
  const chosen = said.yes === undefined ? (said.choices ?? []) : [said.yes ? 'yes' : 'no']
  switch (condition.is) {
    case 'any':
      return true
    case 'answered':
      return isAnswered(said)
    case 'skipped':
      return !isAnswered(said)
    case 'between':
      return said.score !== undefined && said.score >= condition.from && said.score <= condition.to
    case 'chosen':
      return condition.all
        ? condition.choices.every((id) => chosen.includes(id))
        : condition.choices.some((id) => chosen.includes(id))
    case 'not-chosen':
      return !condition.choices.some((id) => chosen.includes(id))
  }
}
