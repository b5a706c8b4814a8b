import type { FieldFault } from '../base/problem.ts'
import { isOfInput } from './input-kind.ts'
import type { Question } from './question.ts'
import type { Answer, AnswerPart } from './response.ts'
import { choosable, otherChoice, scaleOf } from './scale.ts'
import { isAnswered, type Walkable, walk } from './walk.ts'

type Given = Pick<AnswerPart, 'state' | 'answers'>

/**
 * What is wrong with answers to a survey: unknown or repeated questions, ones that these answers do not lead to, and
 * what does not fit its question. Only what is completed must have all that is required, and enough of it.
 */
export function answerFaults(survey: Walkable, { state, answers }: Given): FieldFault[] {
  const path = new Set(walk(survey, answers).map(({ id }) => id))
  const isWhole = state === 'completed'
  const faults = answers.flatMap((answer, i) => {
    const fault = (field: string, message: string): FieldFault[] => [{ field: `answers.${i}.${field}`, message }]
    const question = survey.questions.find(({ id }) => id === answer.question)
    if (!question) return fault('question', 'There is no such question')
    if (answers.findIndex((one) => one.question === answer.question) < i) return fault('question', 'Is answered twice')
    if (!path.has(question.id)) return fault('question', 'The answers before do not lead here')
    const wrong = answerFields.find((field) => says(answer[field]) && !fieldsOf(question).includes(field))
    if (wrong !== undefined) return fault(wrong, 'Does not answer this question')
    const found = valueFault(question, answer) ?? (isWhole ? sizeFault(question, answer) : undefined)
    return found ? fault(found.field, found.message) : []
  })
  if (!isWhole) return faults
  const missing = survey.questions.filter(
    ({ id, required, kind }) =>
      required &&
      kind !== 'statement' &&
      path.has(id) &&
      !isAnswered(answers.find(({ question }) => question === id) ?? {}),
  )
  return [...faults, ...missing.map(({ id }) => ({ field: `answers.${id}`, message: 'Must be answered' }))]
}

const answerFields = ['score', 'choices', 'text', 'yes', 'order'] as const

/** Whether a field says anything. */
const says = (value: Answer[(typeof answerFields)[number]]) =>
  value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)

function fieldsOf(question: Question): string[] {
  switch (question.kind) {
    case 'single':
      return question.other ? ['choices', 'text'] : ['choices']
    case 'multiple':
      return ['choices']
    case 'text':
      return ['text']
    case 'boolean':
      return ['yes']
    case 'ranking':
      return ['order']
    case 'statement':
      return []
    default:
      return ['score']
  }
}

type Fault = { field: string; message: string } | undefined

/** What can never be an answer, finished or not. */
function valueFault(question: Question, { score, choices = [], text = '', order = [] }: Answer): Fault {
  const scale = scaleOf(question)
  if (scale && score !== undefined && (score < scale.from || score > scale.to))
    return { field: 'score', message: `Must be ${scale.from} to ${scale.to}` }
  const known = choosable(question)
  for (const [field, ids] of [
    ['choices', choices],
    ['order', order],
  ] as const) {
    if (!ids.every((id) => known.includes(id))) return { field, message: 'There is no such choice' }
    if (new Set(ids).size < ids.length) return { field, message: 'A choice stands twice' }
  }
  if (question.kind === 'text' && text.length > question.max)
    return { field: 'text', message: `At most ${question.max} characters` }
  if (question.kind === 'single') {
    if (choices.length > 1) return { field: 'choices', message: 'Choose one' }
    if (text && choices[0] !== otherChoice) return { field: 'text', message: 'Words go with “other” only' }
  }
  if (question.kind === 'multiple') {
    const alone = question.choices.filter(({ exclusive }) => exclusive).map(({ id }) => id)
    if (choices.length > 1 && choices.some((id) => alone.includes(id)))
      return { field: 'choices', message: 'This choice goes with no other' }
    if (choices.length > (question.max ?? choices.length))
      return { field: 'choices', message: `Choose at most ${question.max}` }
  }
  return undefined
}

/** What may still be unfinished while somebody is at it. */
function sizeFault(question: Question, { choices = [], text = '', order = [] }: Answer): Fault {
  if (question.kind === 'multiple' && choices.length > 0 && choices.length < (question.min ?? 0)) {
    const isAlone = question.choices.some(({ id, exclusive }) => exclusive && id === choices[0])
    return isAlone ? undefined : { field: 'choices', message: `Choose at least ${question.min}` }
  }
  if (question.kind === 'ranking' && order.length > 0 && order.length < question.choices.length)
    return { field: 'order', message: 'Put all of them in order' }
  if (question.kind !== 'text' || text === '') return undefined
  if (text.length < (question.min ?? 0)) return { field: 'text', message: `At least ${question.min} characters` }
  return isOfInput[question.input](text) ? undefined : { field: 'text', message: inputWords[question.input] }
}

const inputWords = {
  text: '',
  email: 'Write an e-mail address such as ada@example.org',
  url: 'Write an address such as https://example.org',
  number: 'Write a number',
}
