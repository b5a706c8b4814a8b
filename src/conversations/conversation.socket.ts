import { z } from 'zod'
import { clientId } from '../base/text.ts'
import type { WidgetCaller } from '../sockets/server.ts'
import type { SocketEvent } from '../sockets/socket-event.ts'
import { widgetEvent } from '../sockets/widget-event.ts'
import type { ConversationService } from './conversation.service.ts'
import { feedbackDraft, messageDraft } from './conversation.ts'

export const conversationEvents = (conversations: ConversationService): SocketEvent<WidgetCaller>[] => [
  widgetEvent('feedback:send', {
    shape: feedbackDraft,
    handle: (draft, { project, identity }) => conversations.open(project, identity, draft),
  }),
  widgetEvent('conversation:list', {
    shape: z.object({}),
    handle: async (_input, { project, identity }) => ({
      conversations: await conversations.ofSubject(project, identity),
    }),
  }),
  widgetEvent('conversation:write', {
    shape: messageDraft,
    handle: (draft, { project, identity }) => conversations.write(project, identity, draft),
  }),
  widgetEvent('conversation:read', {
    shape: z.object({ conversation: clientId, sequence: z.int().positive() }),
    handle: (read, { project, identity }) => conversations.markRead(project, identity, read),
  }),
]
