import type { Receipt } from '../../base/receipt.ts'
import type { FeedbackDraft, MessageDraft, OwnConversation } from '../../conversations/conversation.ts'
import type { PageLines } from '../../conversations/page-lines.ts'
import type { Draft } from '../drafts.ts'
import type { Letter } from '../letter.ts'
import type { ScreenshotPart } from '../screenshot/part.ts'
import type { Server } from './picture-files.ts'

type Post = (
  ...message: ['feedback:send', FeedbackDraft, () => void] | ['conversation:write', MessageDraft, () => void]
) => Promise<Receipt>

/** What the widget gives to the part of it that shows conversations. */
export type TalkHost = {
  root: ShadowRoot
  page: HTMLElement
  /** Whether the page is on the screen, so that what stands on it is read. */
  isShowing: () => boolean
  conversations: {
    all: () => OwnConversation[]
    get: (id: string) => OwnConversation | undefined
    start: (conversation: OwnConversation) => void
    add: (conversation: string, message: OwnConversation['messages'][number]) => void
    markRead: (conversation: string) => void
  }
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
  /** Begins a message about something, after what is written already. */
  about(title: string): void
  /** Takes everything away; it was somebody else's. */
  clear(): void
}

export type TalkPart = (host: TalkHost) => TalkView
