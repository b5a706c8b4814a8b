import { z } from 'zod'
import { clientId } from '../base/text.ts'
import { type ConsoleEvent, consoleEvent } from '../sockets/console-event.ts'
import type { ConversationService } from './conversation.service.ts'
import type { HandlingService } from './handling.service.ts'
import type { PresenceService } from './presence.service.ts'
import type { TypingService } from './typing.service.ts'

type Parts = {
  conversations: Pick<ConversationService, 'find'>
  handling: HandlingService
  presence: PresenceService
  typing: TypingService
}

/** What a member's open page tells: which conversation it shows, what has been read there, and that somebody writes. */
export const inboxEvents = ({ conversations, handling, presence, typing }: Parts): ConsoleEvent[] => [
  consoleEvent('conversation:look', {
    permission: 'inbox:read',
    shape: z.object({ conversation: clientId.nullable() }),
    async handle({ conversation }, { project, socket }) {
      if (conversation !== null) await conversations.find(project, conversation)
      presence.look(socket, conversation ?? undefined)
      return { members: conversation === null ? [] : presence.viewers(project.id, conversation) }
    },
  }),
  consoleEvent('conversation:typing', {
    permission: 'inbox:write',
    shape: z.object({ conversation: clientId }),
    async handle({ conversation }, { project, actor }) {
      await typing.byMember(project, actor, conversation)
      return {}
    },
  }),
  consoleEvent('conversation:read', {
    permission: 'inbox:write',
    shape: z.object({ conversation: clientId, sequence: z.int().positive() }),
    handle: ({ conversation, sequence }, { project }) => handling.markRead(project, conversation, sequence),
  }),
]
