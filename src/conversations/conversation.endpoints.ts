import { z } from 'zod'
import { receipt } from '../base/receipt.ts'
import { clientId, slug, writtenText } from '../base/text.ts'
import { endpoint } from '../http/endpoint.ts'
import type { ConversationService } from './conversation.service.ts'
import { conversation } from './conversation.ts'

export const conversationEndpoints = (conversations: ConversationService) => [
  endpoint('GET /api/v1/projects/:project/conversations', {
    summary: 'The newest conversations',
    permission: 'inbox:read',
    reply: z.object({ conversations: z.array(conversation) }),
    handle: async ({ project }) => ({ conversations: await conversations.newest(project, false) }),
  }),
  endpoint('POST /api/v1/projects/:project/conversations/:id/replies', {
    summary: 'Answer a subject; their open pages get it at once',
    permission: 'inbox:write',
    params: z.object({ project: slug(), id: clientId }),
    body: z.object({ id: clientId, text: writtenText(4000) }),
    reply: receipt,
    handle: ({ project, params, body, actor }) => conversations.reply(project, params.id, body, actor),
  }),
]
