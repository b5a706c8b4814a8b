import type { Receipt } from '../../base/receipt.ts'
import type { FeedbackDraft, MessageDraft } from '../../conversations/conversation.ts'
import type { LoopAnswer } from '../../conversations/loop.ts'
import type { PageLines } from '../../conversations/page-lines.ts'
import type { Draft } from '../drafts.ts'
import type { Letter } from '../letter.ts'
import type { ownConversations } from '../own-conversations.ts'
import type { ScreenshotPart } from '../screenshot/part.ts'
import type { Settling } from '../settling.ts'
import type { Server } from './picture-files.ts'

type Post = (
  ...message:
    | ['feedback:send', FeedbackDraft, () => void]
    | ['conversation:write', MessageDraft, () => void]
    | ['loop:answer', LoopAnswer, () => void]
) => Promise<Receipt>

/** What the widget gives to the part of it that shows conversations. */
export type TalkHost = {
  root: ShadowRoot
  page: HTMLElement
  /** Whether the page is on the screen, so that what stands on it is read. */
  isShowing: () => boolean
  conversations: Pick<ReturnType<typeof ownConversations>, 'all' | 'get' | 'start' | 'add' | 'change'> & {
    markRead: (conversation: string) => void
    complete: (conversation: string) => void
  }
  /** What is known of the team now: whether somebody is there, and whether answers can go by e-mail. */
  team: { isPresent: boolean; hasMail: boolean }
  /** The person is writing in a conversation. */
  typing: (conversation: string) => void
  setEmail: (conversation: string, email: string | null) => Promise<{ email: string | null }>
  settling: Pick<Settling, 'due' | 'of' | 'answered' | 'unanswered' | 'later'>
  /** Where the card stands that asks whether something is settled; `onCardGone`: nothing is left on it. */
  slot: HTMLElement
  onCardGone: () => void
  announce: (text: string) => void
  /** Brings this page on the screen. */
  enter: () => void
  /** Asks for everything anew. */
  load: () => Promise<void>
  after: (ms: number, act: () => void) => void
  /** Resolves once it is stored; the last argument is called when it has to wait. */
  post: Post
  /** What this person wrote and is not stored yet, oldest first. */
  waiting: () => readonly Letter[]
  /** What is being written under a name, kept over a reload. */
  draft: (field: string) => Draft
  newId: () => string
  server: Server
  loadScreenshot: () => Promise<ScreenshotPart>
  /** What the page reported lately; undefined where nobody listens to it. */
  lines: () => PageLines | undefined
  /** What travels with every message: the product's version, and what the project declares. */
  context: object
  /** Why something was refused or did not work, in one sentence. */
  explain: (fault: unknown) => string
}

export type TalkView = {
  /** Draws what the conversations have become. */
  draw(): void
  /** Puts on the card what is asked; whether there is anything. */
  drawCard(): boolean
  /** Somebody of the team is writing. */
  teamTypes(conversation: string): void
  /** Begins a message about something, after what is written already. */
  about(title: string): void
  /** Takes everything away; it was somebody else's. */
  clear(): void
}

export type TalkPart = (host: TalkHost) => TalkView
