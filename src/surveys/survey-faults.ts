import type { Question } from './question.ts'
import type { Rule } from './rule.ts'
import { choosable, otherChoice, scaleOf } from './scale.ts'
import type { SurveyDraft } from './survey.ts'
import { textsOf } from './survey-texts.ts'

/** One thing in a survey that does not fit the rest of it; `field` leads to it. */
export type SurveyFault = { field: (string | number)[]; message: string }

/** What keeps a well-formed survey from being published, whatever the project has. */
export function surveyFaults(draft: SurveyDraft): SurveyFault[] {
  const { questions, rules, place, slot, opensAt, closesAt } = draft
  return [
    ...questions.flatMap((question, i) => questionFaults(question, i, questions)),
    ...rules.flatMap((rule, i) => ruleFaults(rule, questions).map((fault) => under(['rules', i], fault))),
    ...translationFaults(draft),
    ...(place === 'inline' && slot === undefined ? [{ field: ['slot'], message: 'Name the place in the page' }] : []),
    ...(opensAt !== undefined && closesAt !== undefined && closesAt <= opensAt
      ? [{ field: ['closesAt'], message: 'Must be after it opens' }]
      : []),
  ]
}

const under = (path: (string | number)[], { field, message }: SurveyFault): SurveyFault => ({
  field: [...path, ...field],
  message,
})

function questionFaults(question: Question, i: number, all: readonly Question[]): SurveyFault[] {
  const fault = (field: (string | number)[], message: string) => ({ field: ['questions', i, ...field], message })
  const isTaken = all.findIndex(({ id }) => id === question.id) < i
  return [
    ...(isTaken ? [fault(['id'], 'Another question has this id')] : []),
    ...ownFaults(question).map((one) => under(['questions', i], one)),
  ]
}

function ownFaults(question: Question): SurveyFault[] {
  const fault = (field: string, message: string): SurveyFault[] => [{ field: [field], message }]
  switch (question.kind) {
    case 'rating':
      if (question.look === 'thumb' && question.steps !== 2) return fault('steps', 'Thumbs are two')
      return question.look === 'emoji' && question.steps > 5 ? fault('steps', 'There are at most five faces') : []
    case 'text':
      return (question.min ?? 0) > question.max ? fault('max', 'Must not be less than the fewest') : []
    case 'multiple': {
      const { choices, min = 0, max = choices.length } = question
      if (max < 1 || max > choices.length) return fault('max', `Must be 1 to ${choices.length}`)
      return min > max ? fault('min', 'Must not be more than the most') : choiceFaults(question)
    }
    case 'single':
    case 'ranking':
      return choiceFaults(question)
    default:
      return []
  }
}

type WithChoices = Extract<Question, { kind: 'single' | 'multiple' | 'ranking' }>

function choiceFaults(question: WithChoices): SurveyFault[] {
  const ids = question.choices.map(({ id }) => id)
  const isOtherOffered = question.kind === 'single' && question.other === true
  return question.choices.flatMap((choice, i): SurveyFault[] => {
    const fault = (field: string, message: string) => [{ field: ['choices', i, field], message }]
    if (ids.indexOf(choice.id) < i) return fault('id', 'Another choice has this id')
    if (isOtherOffered && choice.id === otherChoice) return fault('id', 'This id stands for a person’s own words')
    if (question.kind !== 'multiple' && 'exclusive' in choice && choice.exclusive)
      return fault('exclusive', 'Only where several can be chosen')
    return []
  })
}

function ruleFaults({ after, if: condition, go }: Rule, questions: readonly Question[]): SurveyFault[] {
  const fault = (field: string[], message: string): SurveyFault[] => [{ field, message }]
  const place = questions.findIndex(({ id }) => id === after)
  const question = questions[place]
  if (!question) return fault(['after'], 'There is no such question')
  const target = questions.findIndex(({ id }) => id === go)
  if (go !== 'end' && target < 0) return fault(['go'], 'There is no such question')
  if (go !== 'end' && target <= place) return fault(['go'], 'A rule leads forwards only')
  if (condition.is === 'between') {
    const scale = scaleOf(question)
    if (!scale) return fault(['if'], 'This question has no score')
    const { from, to } = condition
    return from > to || from < scale.from || to > scale.to
      ? fault(['if', 'from'], `Must lie within ${scale.from} to ${scale.to}, the lower one first`)
      : []
  }
  if (condition.is === 'chosen' || condition.is === 'not-chosen') {
    const known = question.kind === 'ranking' ? [] : choosable(question)
    return condition.choices.every((id) => known.includes(id))
      ? []
      : fault(['if', 'choices'], 'The question has no such choice')
  }
  return []
}

function translationFaults(draft: SurveyDraft): SurveyFault[] {
  const mosts = new Map(textsOf(draft).map(({ path, most }) => [path, most]))
  return Object.entries(draft.translations).flatMap(([tag, texts]) =>
    Object.entries(texts).flatMap(([path, text]) => {
      const most = mosts.get(path) ?? 500
      return text.length > most ? [{ field: ['translations', tag, path], message: `At most ${most} characters` }] : []
    }),
  )
}
