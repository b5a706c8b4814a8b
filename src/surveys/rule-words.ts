import { listText, orText } from '../base/wording.ts'
import type { Question } from './question.ts'
import { quoted } from './question-words.ts'
import type { Condition, Rule } from './rule.ts'
import { otherChoice } from './scale.ts'

/** One rule as a sentence: "After question 1, if the score is 0 to 6, question 3 follows." */
export function ruleWords({ after, if: condition, go }: Rule, questions: readonly Question[]): string {
  const asked = questions.find(({ id }) => id === after)
  const when = conditionWords(condition, asked)
  return `After ${placeWords(after, questions)}${when && `, ${when}`}, ${go === 'end' ? 'nothing more is asked' : `${placeWords(go, questions)} follows`}.`
}

/** "question 2", or what is left of one that is gone. */
function placeWords(id: string, questions: readonly Question[]): string {
  const place = questions.findIndex((question) => question.id === id)
  return place < 0 ? `a question that is gone (${id})` : `question ${place + 1}`
}

function conditionWords(condition: Condition, asked: Question | undefined): string {
  switch (condition.is) {
    case 'any':
      return ''
    case 'answered':
      return 'if it was answered'
    case 'skipped':
      return 'if it was skipped'
    case 'between':
      return condition.from === condition.to
        ? `if the score is ${condition.from}`
        : `if the score is ${condition.from} to ${condition.to}`
    case 'chosen': {
      const names = choiceNames(condition.choices, asked)
      return condition.all ? `if all of ${listText(names)} are chosen` : `if ${orText(names)} is chosen`
    }
    case 'not-chosen':
      return `if ${orText(choiceNames(condition.choices, asked))} is not chosen`
  }
}

const choiceNames = (ids: readonly string[], asked: Question | undefined) =>
  ids.map((id) => quoted(choiceName(asked, id)))

/** What people read where they choose this. */
export function choiceName(question: Question | undefined, id: string): string {
  if (question?.kind === 'boolean') return id === 'yes' ? question.yes : question.no
  const choice = question && 'choices' in question ? question.choices.find((one) => one.id === id) : undefined
  return choice?.label ?? (id === otherChoice ? 'Something else' : id)
}
