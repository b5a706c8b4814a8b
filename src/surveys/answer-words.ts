import { listText } from '../base/wording.ts'
import type { Question } from './question.ts'
import type { Answer } from './response.ts'
import { choiceName } from './rule-words.ts'
import { otherChoice, scaleOf } from './scale.ts'

/** What somebody said to one question, as a sentence holds it; empty where they said nothing. */
export function answerWords(question: Question, { score, choices = [], text = '', yes, order = [] }: Answer): string {
  const scale = scaleOf(question)
  if (score !== undefined) return scale ? `${score}, on a scale from ${scale.from} to ${scale.to}` : String(score)
  if (yes !== undefined) return choiceName(question, yes ? 'yes' : 'no')
  if (order.length > 0) return order.map((id, i) => `${i + 1}. ${choiceName(question, id)}`).join(', ')
  if (choices.length === 0) return text
  return listText(choices.map((id) => (id === otherChoice && text ? text : choiceName(question, id))))
}
