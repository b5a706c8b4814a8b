import { z } from 'zod'
import { clientId, emailAddress } from '../base/text.ts'
import type { WidgetCaller } from '../sockets/entrance.ts'
import type { SocketEvent } from '../sockets/socket-event.ts'
import { widgetEvent } from '../sockets/widget-event.ts'
import type { ConversationService } from './conversation.service.ts'
import { feedbackDraft, messageDraft } from './conversation.ts'
import type { LeavingService } from './leaving.service.ts'
import { leavingDraft } from './leaving.ts'
import type { LoopService } from './loop.service.ts'
import { loopAnswer } from './loop.ts'
import type { MailChoiceService } from './mail-choice.service.ts'
import type { PresenceService } from './presence.service.ts'
import type { TypingService } from './typing.service.ts'
import { isHasty, isTrapped } from './unlikely.ts'

type Parts = {
  conversations: ConversationService
  typing: TypingService
  presence: PresenceService
  loops: LoopService
  leavings: LeavingService
  mailChoices: Pick<MailChoiceService, 'isSending'>
}

/** What subjects say and hear. */
export const conversationEvents = ({
  conversations,
  typing,
  presence,
  loops,
  leavings,
  mailChoices,
}: Parts): SocketEvent<WidgetCaller>[] => [
  widgetEvent('feedback:send', {
    shape: feedbackDraft,
    limit: 'feedback',
    limitMore: (draft, { identity }) =>
      isHasty(draft, identity) || isTrapped(draft, identity) ? { limit: 'hasty' } : undefined,
    handle: (draft, { project, identity, connection }) =>
      conversations.open(project, identity, draft, { isUnlikely: isTrapped(draft, identity), connection }),
  }),
  widgetEvent('conversation:list', {
    shape: z.object({}),
    limit: 'reading',
    async handle(_input, { project, identity }) {
      const { answered: _, ...own } = await conversations.ofSubject(project, identity)
      return {
        ...own,
        present: presence.isPresent(project.id),
        mail: mailChoices.isSending,
      }
    },
  }),
  widgetEvent('conversation:thread', {
    shape: z.object({ conversation: clientId }),
    limit: 'reading',
    handle: ({ conversation }, { project, identity }) => conversations.threadOf(project, identity, conversation),
  }),
  widgetEvent('conversation:write', {
    shape: messageDraft,
    limit: 'messages',
    handle: (draft, { project, identity, connection }) => conversations.write(project, identity, draft, connection),
  }),
  widgetEvent('conversation:read', {
    shape: z.object({ conversation: clientId, sequence: z.int().positive() }),
    handle: (read, { project, identity }) => conversations.markRead(project, identity, read),
  }),
  widgetEvent('conversation:typing', {
    shape: z.object({ conversation: clientId }),
    async handle({ conversation }, { project, identity }) {
      await typing.bySubject(project, identity, conversation)
      return {}
    },
  }),
  widgetEvent('conversation:email', {
    shape: z.object({ conversation: clientId, email: emailAddress.nullable() }),
    handle: (sent, { project, identity }) => conversations.setEmail(project, identity, sent),
  }),
  widgetEvent('loop:list', {
    shape: z.object({}),
    handle: async (_input, { project, identity }) => ({ questions: await loops.waiting(project, identity) }),
  }),
  widgetEvent('loop:answer', {
    shape: loopAnswer,
    limit: 'answers',
    handle: (answer, { project, identity }) => loops.answer(project, identity, answer),
  }),
  widgetEvent('leaving:tell', {
    shape: leavingDraft,
    limit: 'answers',
    handle: (draft, { project, identity }) => leavings.tell(project, identity, draft),
  }),
]
