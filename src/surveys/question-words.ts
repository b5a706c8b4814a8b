import type { Question } from './question.ts'

type Kind = Question['kind']

/** What each kind of question is called, in the order in which they are offered. */
export const kindNames: Record<Kind, string> = {
  nps: 'Recommendation, 0 to 10 (NPS)',
  csat: 'Satisfaction, 1 to 5 (CSAT)',
  ces: 'Ease, 1 to 7 (CES)',
  rating: 'Rating in 2 to 10 steps',
  single: 'One of several choices',
  multiple: 'Any of several choices',
  text: 'Words of their own',
  boolean: 'Yes or no',
  ranking: 'Choices put into an order',
  statement: 'Only something to read',
}

export const kindOf = (kind: unknown): Kind | undefined =>
  typeof kind === 'string' && Object.hasOwn(kindNames, kind) ? (kind as Kind) : undefined

const longest = 60

/** As much of a question as a sentence holds, in quotation marks. */
export function quoted(text: string): string {
  const characters = [...text]
  return `“${characters.length > longest ? `${characters.slice(0, longest).join('').trimEnd()}…` : text}”`
}
