import type { Receipt } from '../../base/receipt.ts'
import type { WidgetRequests } from '../../sockets/protocol.ts'
import type { AnswerPart } from '../../surveys/response.ts'
import type { EventProperties } from '../../surveys/trigger.ts'
import type { AskBudgetAccess } from '../ask-budget-field.ts'
import type { Connection } from '../connection.ts'
import type { Draft } from '../drafts.ts'
import type { OtherTabs } from '../other-tabs.ts'
import type { Panel } from '../panel.ts'
import type { SurveyPart } from '../survey/part.ts'

/** Something that happened in the product. */
export type Happened = { name: string; properties: EventProperties }

/** What the widget gives to the part of it that finds out when to ask. */
export type AskingHost = {
  panel: Pick<Panel, 'root' | 'slots' | 'isOpen' | 'offerCards' | 'clearCard' | 'announce'>
  request: Connection['request']
  loadSurvey: () => Promise<SurveyPart>
  post: (part: AnswerPart, onDelay: () => void) => Promise<Receipt>
  newId: () => string
  /** Keeps who is here; false where they would be somebody else at the next load. */
  remember: () => boolean
  draft: (field: string) => Draft
  /** Why something was refused or did not work, in one sentence. */
  explain: (fault: unknown) => string
  after: (ms: number, act: () => void) => void
  budget: AskBudgetAccess
  tabs: OtherTabs
  /** The name under which one tab keeps the others from asking. */
  lock: string
  /** What the person reads, as a language tag. */
  language: () => string
  onAnswer: (answer: { survey: string; state: string }) => void
  /** Whether a question waits for an answer. */
  onChange: (hasQuestion: boolean) => void
  /** Something may be asked now that could not be before. */
  onOver: () => void
}

export type AskingView = {
  /** Watches for these from now on; `early`: what happened before. */
  watch(watched: WidgetRequests['survey:watch'][1], early: readonly Happened[]): void
  happened(happened: Happened): void
  /** Takes everything away; it was somebody else's. */
  clear(): void
}

export type AskingPart = (host: AskingHost) => AskingView
