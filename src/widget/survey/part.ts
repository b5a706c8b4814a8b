import type { Answer } from '../../surveys/response.ts'
import type { AskedSurvey } from '../../surveys/survey.ts'
import type { AskBudgetAccess } from '../ask-budget-field.ts'
import type { Progress } from './progress.ts'

/** What a survey's card needs from whoever shows it. */
export type SurveyActs = {
  came: (progress: Progress) => void
  /** Resolves once it is stored; `onDelay` is called when it has to wait. */
  complete: (answers: readonly Answer[], onDelay: () => void) => Promise<unknown>
  /** They do not want to answer, or not on; the card is to be taken away. */
  dismiss: (answers: readonly Answer[]) => void
  /** What is left of it, the thanks, may go. */
  close: () => void
  /** Why something was refused or did not work, in one sentence. */
  explain: (fault: unknown) => string
  announce: (text: string) => void
  budget: AskBudgetAccess
}

export type SurveyPart = {
  /** Gives a root the style of cards; once is enough. */
  dress: (root: ShadowRoot) => void
  /** A survey from its first question, or where somebody has left it, to the thanks. */
  card: (survey: AskedSurvey, begun: Progress, acts: SurveyActs) => HTMLElement
}
