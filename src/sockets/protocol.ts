import type { FieldFault, ProblemKind } from '../base/problem.ts'
import type { Receipt } from '../base/receipt.ts'
import type { PictureDraft, UploadTicket } from '../conversations/attachment.ts'
import type {
  ConversationState,
  FeedbackDraft,
  Message,
  MessageDraft,
  OwnConversation,
} from '../conversations/conversation.ts'
import type { LeavingDraft } from '../conversations/leaving.ts'
import type { LoopAnswer, LoopQuestion } from '../conversations/loop.ts'
import type { ExposureBatch } from '../exposures/exposure.ts'
import type { Assignment } from '../flags/assignment.ts'
import type { ChoiceDraft } from '../pacing/change-policy.ts'
import type { WireNotice } from '../pacing/notice.ts'
import type {
  ChangeKeepSent,
  ChangeNowSent,
  ChoicesDifference,
  ChoicesReply,
  HoldEndSent,
  HoldSent,
  PreviewSent,
} from '../portal/choices-shape.ts'
import type { KnownNews } from '../portal/known-news.ts'
import type { NewsTold } from '../portal/news-shape.ts'
import type { AskBudget, AskingReply } from '../surveys/ask-budget.ts'
import type { Asked, OpenShowing } from '../surveys/asked-as.ts'
import type { HappeningSent } from '../surveys/happening.ts'
import type { AnswerPartSent, AskDraftSent } from '../surveys/response.ts'
import type { WatchedSurvey } from '../surveys/survey.ts'

/** A refusal as it travels over a socket. */
export type WireProblem = {
  kind: ProblemKind
  message: string
  faults: readonly FieldFault[]
  /** In seconds: when to come again. */
  retryAfter?: number
}

export type Refusal = { ok: false; problem: WireProblem }

/** Every event with an acknowledgement is answered by exactly one of these. */
export type Acknowledgement<Data> = { ok: true; data: Data } | Refusal

/** One flag as this subject has it at `evaluatedAt`. */
export type WireFlag = {
  key: string
  value: unknown
  variant: string
  reason: string
  assignment: Assignment
  /** The revision in force, 0: none. An open page applies a lower one than it renders at once: something was taken back. */
  revision: number
  /** Whether an open page applies this at once, as it comes; otherwise a higher revision waits for the next load. */
  immediate: boolean
}

export type WireFlags = {
  /** The subject's own token; keep it only once the subject acts or `chance` is true. */
  subject: string
  evaluatedAt: string
  /** Chance decides at least one of the flags: without a kept token, looks would change at every load. */
  chance: boolean
  flags: WireFlag[]
}

/** Namespace `/widget`, from the page to the server: name → [what is sent, what is acknowledged]. */
export type WidgetRequests = {
  'flags:evaluate': [Record<string, never>, WireFlags]
  'exposure:seen': [ExposureBatch, Receipt]
  /**
   * What may be asked of this subject, the most important first, and what they have not finished; watch again once
   * something has changed.
   */
  /** `chance`: a draw decides who is asked, so that the subject's own token is to be kept. */
  'survey:watch': [Record<string, never>, { surveys: WatchedSurvey[]; open?: OpenShowing; chance?: true }]
  'survey:ask': [AskDraftSent, Asked]
  'survey:answer': [AnswerPartSent, Receipt]
  /** Something happened in the product. */
  'event:happened': [HappeningSent, Receipt]
  /** How often this subject wants to be asked. */
  'asking:get': [Record<string, never>, AskingReply]
  'asking:set': [{ budget: AskBudget }, AskingReply]
  /** With the ticket one picture is sent once, by PUT to the address, within two minutes. */
  'attachment:ticket': [PictureDraft, UploadTicket]
  'feedback:send': [FeedbackDraft, Receipt]
  /**
   * Each with its newest messages. `unread`: messages of the team in all of them; `present`: somebody of the team is there now; `mail`: an answer can
   * also go to an e-mail address.
   */
  'conversation:list': [
    Record<string, never>,
    { conversations: OwnConversation[]; unread: number; present: boolean; mail: boolean },
  ]
  /** One of them with all of its messages. */
  'conversation:thread': [{ conversation: string }, OwnConversation]
  'conversation:write': [MessageDraft, Receipt]
  'conversation:read': [{ conversation: string; sequence: number }, { readBySubject: number }]
  /** The subject is writing; at most one a second is passed on. */
  'conversation:typing': [{ conversation: string }, Record<string, never>]
  /** Where an answer goes while the subject is not there; null: nowhere any more. */
  'conversation:email': [{ conversation: string; email: string | null }, { email: string | null }]
  /** The changes that have arrived for this subject and of which they are asked whether they settle what they wrote. */
  'loop:list': [Record<string, never>, { questions: LoopQuestion[] }]
  'loop:answer': [LoopAnswer, Receipt]
  /** Why the subject has just stepped back, if they want to say. */
  'leaving:tell': [LeavingDraft, Receipt]
  /** What happened to this subject without their doing and they have not seen yet, oldest first. */
  'notice:list': [Record<string, never>, { notices: WireNotice[] }]
  'notice:seen': [{ id: string }, { id: string }]
  /** What this device has told, for all the subject's devices; answers what any of them has. Null: nothing is kept yet. */
  'news:told': [NewsTold, { known: KnownNews | null }]
  /** A link to the subject's own page, or for the subject to a channel's page on which they join it. */
  'choices:open': [{ join?: string | undefined }, { url: string }]
  'choices:get': [Record<string, never>, ChoicesReply]
  'choices:set': [ChoiceDraft, ChoicesReply]
  'choices:preview': [ChoiceDraft, ChoicesDifference]
  /** Back to what the team has chosen for those who chose nothing, and along with it from then on. */
  'default:follow': [Record<string, never>, ChoicesReply]
  /** Takes that back. */
  'default:leave': [Record<string, never>, ChoicesReply]
  'default:preview': [Record<string, never>, ChoicesDifference]
  'hold:set': [HoldSent, ChoicesReply]
  'hold:preview': [HoldSent, ChoicesDifference]
  'hold:end': [HoldEndSent, ChoicesReply]
  'change:now': [ChangeNowSent, ChoicesReply]
  'change:keep': [ChangeKeepSent, ChoicesReply]
  'preview:set': [PreviewSent, ChoicesReply]
}

/** Namespace `/widget`, from the server to the page. */
export type WidgetPushes = {
  /** Something that may change this project's flags for this subject was stored: evaluate again. */
  'flags:changed': Record<string, never>
  /** Not to the connection that sent it, unless it is stored otherwise than it was sent. */
  'conversation:message': { conversation: string; message: Message; state: ConversationState }
  'conversation:state': { conversation: string; state: ConversationState }
  /** Up to which `sequence` the team has read. */
  'conversation:read': { conversation: string; readByTeam: number }
  /** Somebody of the team is writing. */
  'conversation:typing': { conversation: string }
  /** A change has arrived that is meant to settle what this subject wrote: ask them. */
  'conversation:asked-fixed': LoopQuestion
  /** Whether somebody of the team is there. */
  'team:present': { present: boolean }
  /** A survey was published, paused, resumed or closed: watch again. */
  'survey:changed': Record<string, never>
  /** Something happened to this subject without their doing. */
  notice: WireNotice
  /** One of the subject's devices has told them something; `closed`: what stood on a card that they closed there. */
  'news:told': { known: KnownNews; closed?: KnownNews | undefined }
  problem: WireProblem & { event: string }
}

/** Somebody of the team. */
type WireMember = { id: string; name: string }

/** Namespace `/console`, from a member's page to the server. */
export type ConsoleRequests = {
  /** Which conversation this page shows; answers which members have it open. */
  'conversation:look': [{ conversation: string | null }, { members: WireMember[] }]
  'conversation:typing': [{ conversation: string }, Record<string, never>]
  'conversation:read': [{ conversation: string; sequence: number }, { readByTeam: number }]
}

/** Namespace `/console`, from the server to the member's page: what has changed in this project. */
export type ConsolePushes = {
  changed: { topic: 'inbox' | 'insight' | 'flags' | 'audience' | 'surveys' | 'install'; key?: string }
  /** Which members have a conversation open now. */
  'conversation:viewers': { conversation: string; members: WireMember[] }
  /** Somebody is writing: a member, or where none is named the subject. */
  'conversation:typing': { conversation: string; member?: WireMember }
}
