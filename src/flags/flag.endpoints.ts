import { z } from 'zod'
import { slug, wholeNumber } from '../base/text.ts'
import { endpoint } from '../http/endpoint.ts'
import type { FlagService } from './flag.service.ts'
import { changeDraft, flag, flagDraft, reachDraft } from './flag.ts'
import { previewDraft } from './preview.ts'

const one = z.object({ project: slug(), key: slug() })
const revision = one.extend({ revision: wholeNumber(1_000_000) })

export const flagEndpoints = (flags: FlagService) => [
  endpoint('GET /api/v1/projects/:project/flags', {
    summary: 'All flags',
    permission: 'flags:read',
    reply: z.object({ flags: z.array(flag) }),
    handle: async ({ project }) => ({ flags: await flags.all(project) }),
  }),
  endpoint('GET /api/v1/projects/:project/flags/:key', {
    summary: 'One flag with all its revisions',
    permission: 'flags:read',
    params: one,
    reply: flag,
    handle: ({ project, params }) => flags.find(project, params.key),
  }),
  endpoint('PUT /api/v1/projects/:project/flags/:key', {
    summary: 'Create or change a flag',
    permission: 'flags:write',
    params: one,
    body: flagDraft,
    reply: flag,
    handle: ({ project, params, body, actor }) => flags.save(project, params.key, body, actor),
  }),
  endpoint('POST /api/v1/projects/:project/flags/:key/changes', {
    summary: 'Publish a change: the next revision, with its class and its first reach',
    permission: 'flags:write',
    params: one,
    body: changeDraft,
    reply: flag,
    handle: ({ project, params, body, actor }) => flags.publish(project, params.key, body, actor),
  }),
  endpoint('POST /api/v1/projects/:project/flags/:key/changes/:revision/widen', {
    summary: 'Widen the reach of a change',
    permission: 'flags:write',
    params: revision,
    body: reachDraft,
    reply: flag,
    handle: ({ project, params, body, actor }) => flags.widen(project, params.key, params.revision, body.reach, actor),
  }),
  endpoint('POST /api/v1/projects/:project/flags/:key/changes/:revision/halt', {
    summary: 'Halt a change: who does not have it does not get it',
    permission: 'flags:write',
    params: revision,
    reply: flag,
    handle: ({ project, params, actor }) => flags.halt(project, params.key, params.revision, actor),
  }),
  endpoint('POST /api/v1/projects/:project/flags/:key/resume', {
    summary: 'End the halt',
    permission: 'flags:write',
    params: one,
    reply: flag,
    handle: ({ project, params, actor }) => flags.resume(project, params.key, actor),
  }),
  endpoint('POST /api/v1/projects/:project/flags/:key/roll-back/:revision', {
    summary: 'Withdraw every revision after this one (0: all)',
    permission: 'flags:write',
    params: revision,
    reply: flag,
    handle: ({ project, params, actor }) => flags.rollBack(project, params.key, params.revision, actor),
  }),
  endpoint('PUT /api/v1/projects/:project/flags/:key/preview', {
    summary: 'Offer the flag for users to switch on by themselves',
    permission: 'flags:write',
    params: one,
    body: previewDraft,
    reply: flag,
    handle: ({ project, params, body, actor }) => flags.offer(project, params.key, body, actor),
  }),
  endpoint('DELETE /api/v1/projects/:project/flags/:key/preview', {
    summary: 'Take the offer back: who had switched it on goes back to what the clock gives',
    permission: 'flags:write',
    params: one,
    reply: flag,
    handle: ({ project, params, actor }) => flags.takeBack(project, params.key, actor),
  }),
  endpoint('PUT /api/v1/projects/:project/flags/:key/switch', {
    summary: 'The kill switch: off for everybody, or on again as before',
    permission: 'flags:write',
    params: one,
    body: z.object({ on: z.boolean() }),
    reply: flag,
    handle: ({ project, params, body, actor }) => flags.switch(project, params.key, body.on, actor),
  }),
]
