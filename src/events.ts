import { eventBus } from './base/event-bus.ts'
import type { Message } from './conversations/conversation.ts'
import type { Notice } from './pacing/notice.ts'
import type { KnownNews } from './portal/known-news.ts'

/** What the parts of this process tell each other once it is stored. */
export type Events = {
  'flag:changed': { project: string; key: string }
  'project:changed': { project: string }
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
  'message:stored': { project: string; subject: string; conversation: string; message: Message }
}

export const sluiceBus = (onFault: (fault: unknown) => void) => eventBus<Events>(onFault)

export type SluiceBus = ReturnType<typeof sluiceBus>
