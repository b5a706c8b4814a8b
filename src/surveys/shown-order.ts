import { bucket } from '../flags/bucket.ts'
import type { Choice, Question } from './question.ts'

/** A question with its choices in the order in which this person sees them, always the same; pinned ones stay put. */
export function shownTo(question: Question, salt: string, subject: string): Question {
  if (question.kind !== 'single' && question.kind !== 'multiple') return question
  const { choices, order, id } = question
  const drawn = `${salt}:${id}`
  if (order === 'random') return { ...question, choices: around(choices, byDraw(choices, drawn, subject)) }
  const isReversed = order === 'reversed' && bucket(drawn, subject) < 50_000
  return isReversed ? { ...question, choices: around(choices, [...loose(choices)].reverse()) } : question
}

const loose = (choices: readonly Choice[]) => choices.filter(({ pinned }) => !pinned)

const byDraw = (choices: readonly Choice[], salt: string, subject: string): Choice[] =>
  loose(choices)
    .map((choice) => ({ choice, drawn: bucket(`${salt}:${choice.id}`, subject) }))
    .sort((one, other) => one.drawn - other.drawn)
    .map(({ choice }) => choice)

/** Puts the loose choices, in their new order, between the pinned ones. */
function around(choices: readonly Choice[], reordered: readonly Choice[]): Choice[] {
  const left = [...reordered]
  return choices.map((choice) => (choice.pinned ? choice : (left.shift() ?? choice)))
}
