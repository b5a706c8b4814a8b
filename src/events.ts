import { eventBus } from './base/event-bus.ts'
import type { MessageStored } from './conversations/conversation.service.ts'
import type { ConversationState } from './conversations/conversation.ts'
import type { Told } from './conversations/handling.service.ts'
import type { LoopQuestion } from './conversations/loop.ts'
import type { Present } from './conversations/presence.service.ts'
import type { Notice } from './pacing/notice.ts'
import type { KnownNews } from './portal/known-news.ts'
import type { RefusedPage } from './projects/installation.ts'

/** What the parts of this process tell each other once it is stored. */
export type Events = {
  'flag:changed': { project: string; key: string }
  'project:changed': { project: string }
  /** A page with the key of a project was let in, or was not. */
  'page:came': { project: string }
  'page:refused': RefusedPage
  /** Something came from a project's pages for the first time, or was refused. */
  'installation:changed': { project: string }
  'policy:chosen': { project: string; subject: string }
  /** Somebody went to another channel by themselves. */
  'channel:left': { project: string; subject: string; from: string; to: string }
  'notice:stored': { project: string; subject: string; notice: Notice }
  /** A device has told somebody what has arrived; `closed`: what stood on a card that they closed. */
  'news:told': { project: string; subject: string; known: KnownNews; closed?: KnownNews | undefined }
  'identity:revoked': { project: string; secret: string }
  /** An anonymous subject is being merged into a signed one: whoever still comes in as it has to come in anew. */
  'subject:leaving': { project: string; subject: string }
  'subject:merged': { project: string; subject: string }
  'exposure:stored': { project: string; subject: string; flags: string[] }
  'survey:changed': { project: string; key: string }
  'response:stored': { project: string; flags: string[]; survey: string }
  'message:stored': MessageStored
  /** Something about a conversation is another than before for members. */
  'conversation:handled': { project: string; conversation: string }
  'conversation:state': Told & { state: ConversationState }
  'conversation:read': Told & { readByTeam: number }
  /** A change has arrived for somebody who is there to be asked about it. */
  'loop:asked': { project: string; subject: string; question: LoopQuestion }
  'typing:subject': { project: string; conversation: string }
  'typing:team': { project: string; conversation: string; member: Present; told: Told[] }
  'team:present': { project: string; present: boolean }
  'team:viewers': { project: string; conversation: string; members: Present[] }
}

export const sluiceBus = (onFault: (fault: unknown) => void) => eventBus<Events>(onFault)

export type SluiceBus = ReturnType<typeof sluiceBus>
