import { isOfInput } from '../../surveys/input-kind.ts'
import type { Question } from '../../surveys/question.ts'
import { isAnswered, type Said } from '../../surveys/walk.ts'
import { answerFaults } from '../texts/en.ts'

/** What is missing before somebody can go on from a question, and what to do about it; undefined when nothing is. */
export function lacking(question: Question, said: Said): string | undefined {
  if (!isAnswered(said)) return question.kind !== 'statement' && question.required ? missing(question) : undefined
  if (question.kind === 'multiple') return tooFew(question, said.choices ?? [])
  return question.kind === 'text' ? wrongText(question, said.text ?? '') : undefined
}

function missing({ kind }: Question): string {
  if (kind === 'text') return answerFaults.write
  return kind === 'ranking'
    ? answerFaults.order
    : kind === 'multiple'
      ? answerFaults.chooseSome(1)
      : answerFaults.choose
}

function tooFew({ choices, min = 0 }: Extract<Question, { kind: 'multiple' }>, chosen: readonly string[]) {
  const isAlone = choices.some(({ id, exclusive }) => exclusive && id === chosen[0])
  return isAlone || chosen.length >= min ? undefined : answerFaults.chooseSome(min)
}

function wrongText({ input, min = 0 }: Extract<Question, { kind: 'text' }>, text: string): string | undefined {
  if (text.length < min) return answerFaults.writeMore(min)
  return input === 'text' || isOfInput[input](text) ? undefined : answerFaults[input]
}
