import { z } from 'zod'
import { receipt } from '../base/receipt.ts'
import { clientId, slug, writtenText } from '../base/text.ts'
import { endpoint } from '../http/endpoint.ts'
import type { ConversationService } from './conversation.service.ts'
import { conversationSummary } from './conversation.ts'
import type { DuplicatesService } from './duplicates.service.ts'
import { handling as asked } from './handle.ts'
import type { HandlingService } from './handling.service.ts'
import type { InboxService } from './inbox.service.ts'
import { conversationFilter, mostInPage, pageAsked } from './inbox.ts'
import type { LeavingService } from './leaving.service.ts'
import { leavingCount } from './leaving.ts'
import type { LoopService } from './loop.service.ts'
import { closure } from './loop.ts'
import { versionsShown } from './shown-version.ts'
import { conversationDetail } from './thread.ts'

type Parts = {
  conversations: ConversationService
  inbox: InboxService
  handling: HandlingService
  duplicates: DuplicatesService
  loops: LoopService
  leavings: LeavingService
}

const at = '/api/v1/projects/:project/conversations' as const
const one = z.object({ project: slug(), id: clientId })
const ofFlag = z.object({ project: slug(), key: slug() })
const ids = z.array(clientId).min(1).max(mostInPage)
const version = z.int().optional().describe('Refused as stale where somebody has acted since this one')
const versions = versionsShown.optional().describe('By id: refused as stale where somebody has acted since these')

/** What members do with conversations. */
export const conversationEndpoints = ({ conversations, inbox, handling, duplicates, loops, leavings }: Parts) => [
  endpoint(`GET ${at}`, {
    summary: 'Conversations, the newest first, a page at a time',
    permission: 'inbox:read',
    query: z.object({ ...conversationFilter.shape, ...pageAsked.shape }),
    reply: z.object({ conversations: z.array(conversationSummary), next: z.string().optional() }),
    handle: ({ project, query: { cursor, limit, ...filter } }) => inbox.list(project, filter, { cursor, limit }),
  }),
  endpoint(`GET ${at}/:id`, {
    summary: 'One conversation, with its duplicates',
    permission: 'inbox:read',
    params: one,
    reply: conversationDetail,
    handle: ({ project, params }) => inbox.detail(project, params.id),
  }),
  endpoint(`POST ${at}/:id/replies`, {
    summary: 'Answer a subject, and those of its duplicates; their open pages get it at once',
    permission: 'inbox:write',
    params: one,
    body: z.object({ id: clientId, text: writtenText(4000), close: z.boolean().default(false) }),
    reply: receipt,
    handle: ({ project, params, body, actor }) => conversations.reply(project, params.id, body, actor),
  }),
  endpoint(`POST ${at}/:id/notes`, {
    summary: 'Write a note for members; no subject ever gets it',
    permission: 'inbox:write',
    params: one,
    body: z.object({ id: clientId, text: writtenText(4000) }),
    reply: receipt,
    handle: ({ project, params, body, actor }) => handling.note(project, params.id, body, actor),
  }),
  endpoint(`POST ${at}/:id/acts`, {
    summary: 'Change its state, its member, its tags, or the change that is meant to settle it',
    permission: 'inbox:write',
    params: one,
    body: z.object({ act: asked, version }),
    reply: conversationSummary,
    handle: ({ project, params, body, actor }) => handling.handle(project, params.id, body.act, actor, body.version),
  }),
  endpoint(`POST ${at}/acts`, {
    summary: 'Do the same with many; what is refused for one is named, and the others go on',
    permission: 'inbox:write',
    body: z.object({ ids, act: asked, versions }),
    reply: z.object({ done: z.array(z.string()), refused: z.array(z.object({ id: z.string(), problem: z.string() })) }),
    handle: ({ project, body, actor }) => handling.handleAll(project, body.ids, body.act, actor, body.versions),
  }),
  endpoint(`POST ${at}/:id/read`, {
    summary: 'Mark up to which message the team has read',
    permission: 'inbox:write',
    params: one,
    body: z.object({ sequence: z.int().positive() }),
    reply: z.object({ readByTeam: z.int() }),
    handle: ({ project, params, body }) => handling.markRead(project, params.id, body.sequence),
  }),
  endpoint(`POST ${at}/:id/duplicates`, {
    summary: 'Merge others into this one',
    permission: 'inbox:write',
    params: one,
    body: z.object({ ids, versions }),
    reply: conversationDetail,
    async handle({ project, params, body, actor }) {
      await duplicates.merge(project, params.id, body.ids, actor, body.versions)
      return inbox.detail(project, params.id)
    },
  }),
  endpoint(`POST ${at}/:id/unmerge`, {
    summary: 'Make a duplicate a conversation of its own again',
    permission: 'inbox:write',
    params: one,
    reply: conversationDetail,
    async handle({ project, params, actor }) {
      await duplicates.unmerge(project, params.id, actor)
      return inbox.detail(project, params.id)
    },
  }),
  endpoint('GET /api/v1/projects/:project/flags/:key/closure', {
    summary: 'How many of those who wrote say that this flag settled it',
    permission: 'inbox:read',
    params: ofFlag,
    reply: closure,
    handle: ({ project, params }) => loops.closureOf(project, params.key),
  }),
  endpoint('GET /api/v1/projects/:project/flags/:key/leavings', {
    summary: 'Why people stepped back who had seen this flag within two days before',
    permission: 'inbox:read',
    params: ofFlag,
    reply: z.object({ reasons: z.array(leavingCount) }),
    handle: async ({ project, params }) => ({ reasons: await leavings.leavingOf(project, params.key) }),
  }),
]
