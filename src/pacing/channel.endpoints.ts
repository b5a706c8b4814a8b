import { z } from 'zod'
import { Problem } from '../base/problem.ts'
import { slug } from '../base/text.ts'
import { endpoint } from '../http/endpoint.ts'
import { bounds, projectDefault } from '../projects/bounds.ts'
import { channel, ladderDraft, removedChannel } from '../projects/channel.ts'
import type { ProjectService } from '../projects/project.service.ts'
import type { Project } from '../projects/project.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import type { ChannelService } from './channel.service.ts'
import type { InvitationService } from './invitation.service.ts'
import { invitation, invitationDraft } from './invitation.ts'

const one = z.object({ project: slug(), channel: slug() })
const version = z.int().positive()
const seen = version.optional().describe('The version that was looked at; left out: whatever it is now')

const ladder = z.object({ version, channels: z.array(channel), removed: z.array(removedChannel) })
const rules = z.object({ version, bounds, default: projectDefault })
const person = z.object({ subject: z.string(), at: z.iso.datetime() })

type Parts = {
  projects: ProjectService
  channels: ChannelService
  invitations: InvitationService
  subjects: Pick<SubjectService, 'known'>
}

/** Channels, bounds, default, invitations and waiting lists for members. */
export const channelEndpoints = ({ projects, channels, invitations, subjects }: Parts) => [
  endpoint('GET /api/v1/projects/:project/channels', {
    summary: 'The ladder, from the most cautious channel on',
    permission: 'settings:read',
    reply: ladder,
    handle: ({ project }) => project,
  }),
  endpoint('PUT /api/v1/projects/:project/channels', {
    summary: 'Replace the ladder; who is on a removed channel moves to the next more cautious one and is told',
    permission: 'settings:write',
    body: z.strictObject({ version: seen, channels: ladderDraft }),
    reply: ladder,
    handle: ({ project, body }) => projects.setLadder(project, body.channels, body.version),
  }),
  endpoint('GET /api/v1/projects/:project/bounds', {
    summary: 'How far people may go in what they choose, and what they have without a choice',
    permission: 'settings:read',
    reply: rules,
    handle: ({ project }) => project,
  }),
  endpoint('PUT /api/v1/projects/:project/bounds', {
    summary: 'Replace bounds and default; choices outside count as far as the bounds go, and nobody loses anything',
    permission: 'settings:write',
    body: z.strictObject({ version: seen, bounds, default: projectDefault }),
    reply: rules,
    handle: ({ project, body }) => projects.setRules(project, body, body.version),
  }),
  endpoint('GET /api/v1/projects/:project/channels/:channel/invitations', {
    summary: 'The invitations to a channel, the newest first; never their codes',
    permission: 'settings:read',
    params: one,
    reply: z.object({ invitations: z.array(invitation) }),
    handle: async ({ project, params }) => ({ invitations: await invitations.newest(project, known(project, params)) }),
  }),
  endpoint('POST /api/v1/projects/:project/channels/:channel/invitations', {
    summary: 'Make an invitation; its code is in this reply and nowhere else',
    permission: 'settings:write',
    params: one,
    body: invitationDraft,
    reply: z.object({ invitation, code: z.string() }),
    handle: ({ project, params, body, actor }) => invitations.create(project, known(project, params), body, actor),
  }),
  endpoint('DELETE /api/v1/projects/:project/channels/:channel/invitations/:id', {
    summary: 'Take an invitation back: who came by it stays, nobody else comes',
    permission: 'settings:write',
    params: one.extend({ id: z.string().max(64) }),
    reply: z.object({ id: z.string() }),
    async handle({ project, params }) {
      await invitations.revoke(project, params.id)
      return { id: params.id }
    },
  }),
  endpoint('GET /api/v1/projects/:project/channels/:channel/waiting', {
    summary: 'Who waits for room on a channel, the longest waiting first',
    permission: 'settings:read',
    params: one,
    reply: z.object({ people: z.array(person), count: z.int() }),
    async handle({ project, params }) {
      const key = known(project, params)
      const [first, counts] = await Promise.all([channels.waitingFor(project, key), channels.countWaiting(project)])
      const people = first.map(({ subject, at }) => ({ subject, at: new Date(at).toISOString() }))
      return { people, count: counts.get(key) ?? 0 }
    },
  }),
  endpoint('GET /api/v1/projects/:project/consents/:subject', {
    summary: 'What one person accepted when joining channels: when, and which words',
    permission: 'settings:read',
    params: z.object({ project: slug(), subject: z.string().max(300) }),
    reply: z.object({ consents: z.array(consent()) }),
    async handle({ project, params }) {
      if (!(await subjects.known(project, params.subject))) throw new Problem('missing', 'There is no such person')
      const consents = await channels.consentsOf(project, params.subject)
      return { consents: consents.map(({ at, ...rest }) => ({ ...rest, at: new Date(at).toISOString() })) }
    },
  }),
]

function consent() {
  const text = z.object({ name: z.string(), description: z.string(), breaks: z.string(), leaving: z.string() })
  return z.object({ channel: z.string(), revision: z.int(), at: z.iso.datetime(), text: text.nullable() })
}

function known({ channels }: Project, { channel }: { channel: string }): string {
  if (!channels.some(({ key }) => key === channel)) throw new Problem('missing', 'There is no such channel')
  return channel
}
