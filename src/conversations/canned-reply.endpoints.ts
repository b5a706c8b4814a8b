import { z } from 'zod'
import { clientId, slug } from '../base/text.ts'
import { endpoint } from '../http/endpoint.ts'
import type { CannedReplyService } from './canned-reply.service.ts'
import { cannedDraft, cannedReply } from './canned-reply.ts'
import type { ConversationService } from './conversation.service.ts'

const replies = z.object({ replies: z.array(cannedReply) })
const at = '/api/v1/projects/:project/canned-replies' as const
const one = z.object({ project: slug(), key: slug() })

type Parts = { cannedReplies: CannedReplyService; conversations: Pick<ConversationService, 'find'> }

/** Words that the team needs again and again. */
export const cannedReplyEndpoints = ({ cannedReplies, conversations }: Parts) => [
  endpoint(`GET ${at}`, {
    summary: 'All canned replies',
    permission: 'inbox:read',
    reply: replies,
    handle: async ({ project }) => ({ replies: await cannedReplies.all(project) }),
  }),
  endpoint(`PUT ${at}/:key`, {
    summary: 'Make a canned reply, or change it',
    permission: 'inbox:write',
    params: one,
    body: cannedDraft,
    reply: cannedReply,
    handle: ({ project, params, body, actor }) => cannedReplies.save(project, params.key, body, actor),
  }),
  endpoint(`DELETE ${at}/:key`, {
    summary: 'Delete a canned reply',
    permission: 'inbox:write',
    params: one,
    reply: z.object({ key: z.string() }),
    async handle({ project, params: { key } }) {
      await cannedReplies.remove(project, key)
      return { key }
    },
  }),
  endpoint('GET /api/v1/projects/:project/conversations/:id/canned-replies', {
    summary: 'All canned replies, filled in for whose conversation this is',
    permission: 'inbox:read',
    params: z.object({ project: slug(), id: clientId }),
    reply: replies,
    async handle({ project, params }) {
      const { subject } = await conversations.find(project, params.id)
      return { replies: await cannedReplies.for(project, subject) }
    },
  }),
]
