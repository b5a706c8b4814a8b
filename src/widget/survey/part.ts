import type { Receipt } from '../../base/receipt.ts'
import type { WidgetRequests } from '../../sockets/protocol.ts'
import type { AskedSurvey } from '../../surveys/survey.ts'
import type { Draft } from '../drafts.ts'

/** What the widget gives to the part of it that shows questions. */
export type SurveyHost = {
  root: ShadowRoot
  /** Where the question is shown. */
  slot: HTMLElement
  post: (body: WidgetRequests['survey:answer'][0], onDelay: () => void) => Promise<Receipt>
  newId: () => string
  /** What is being written under a name, kept over a reload. */
  draft: (field: string) => Draft
  /** Why something was refused or did not work, in one sentence. */
  explain: (fault: unknown) => string
  announce: (text: string) => void
  /** Nothing waits for an answer any more. */
  onAnswered: () => void
  /** What stands in the slot may go. */
  onClosed: () => void
}

export type SurveyView = {
  /** Shows a survey of which the parts up to `seq` are sent; false where there is nothing in it that can be shown. */
  show(survey: AskedSurvey, seq: number): boolean
}

export type SurveyPart = (host: SurveyHost) => SurveyView
