import type { Question } from '../../surveys/question.ts'
import type { AskedSurvey } from '../../surveys/survey.ts'
import type { Said } from '../../surveys/walk.ts'
import { manyField, oneField, yesNoField } from './choice-field.ts'
import { rankingField } from './ranking-field.ts'
import { scaleField } from './scale-field.ts'
import { textField } from './text-field.ts'

/** What a question's controls need. */
export type FieldHost = {
  said: Said
  /** What was said until now is replaced by this. */
  say: (said: Said) => void
  /** One thing was chosen with the pointer or confirmed with Enter: nothing is left to do here. */
  advance: () => void
  /** Says what is wrong beside the question; empty: nothing any more. */
  fault: (text: string) => void
  announce: (text: string) => void
  /** The language and direction of the survey's own texts, as attributes. */
  written: Pick<AskedSurvey, 'language' | 'direction'>
  /** What the controls are named and described by, as attributes. */
  naming: Record<string, string>
}

/** A question's controls, and the one that gets the focus when something is missing. */
export type Field = { view: HTMLElement; control: () => HTMLElement | null }

/** The controls of a question; undefined where there is nothing to answer. */
export function fieldOf(question: Question, host: FieldHost): Field | undefined {
  switch (question.kind) {
    case 'single':
      return oneField(question, host)
    case 'multiple':
      return manyField(question, host)
    case 'boolean':
      return yesNoField(question, host)
    case 'text':
      return textField(question, host)
    case 'ranking':
      return rankingField(question, host)
    case 'statement':
      return undefined
    default:
      return scaleField(question, host)
  }
}
