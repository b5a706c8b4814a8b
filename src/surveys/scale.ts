import type { Question } from './question.ts'

/** The whole numbers that may answer a question; undefined where it is answered by something else. */
export function scaleOf(question: Question): { from: number; to: number } | undefined {
  switch (question.kind) {
    case 'nps':
      return { from: 0, to: 10 }
    case 'csat':
      return { from: 1, to: 5 }
    case 'ces':
      return { from: 1, to: 7 }
    case 'rating':
      return { from: 1, to: question.steps }
    default:
      return undefined
  }
}

/** The id under which a person's own words stand beside the choices of a question with `other`. */
export const otherChoice = 'other'

/** What may be chosen: the ids of choices, with `other` where it is offered; `yes` and `no` of a yes-or-no question. */
export function choosable(question: Question): string[] {
  switch (question.kind) {
    case 'single':
      return [...question.choices.map(({ id }) => id), ...(question.other ? [otherChoice] : [])]
    case 'multiple':
    case 'ranking':
      return question.choices.map(({ id }) => id)
    case 'boolean':
      return ['yes', 'no']
    default:
      return []
  }
}
