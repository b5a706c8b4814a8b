import { z } from 'zod'
import { slug } from '../base/text.ts'
import { endpoint } from '../http/endpoint.ts'
import type { IdentitySecretService } from './identity-secret.service.ts'
import { identitySecret } from './identity-secret.ts'

export const identityEndpoints = (identitySecrets: IdentitySecretService) => [
  endpoint('GET /api/v1/projects/:project/identity-secrets', {
    summary: 'The secrets that sign who the product’s users are, without the secrets themselves',
    permission: 'settings:read',
    reply: z.object({ secrets: z.array(identitySecret) }),
    handle: async ({ project }) => ({ secrets: await identitySecrets.list(project) }),
  }),
  endpoint('POST /api/v1/projects/:project/identity-secrets', {
    summary: 'Make an identity secret, which is answered this once; at most two at a time',
    permission: 'settings:write',
    reply: z.object({ id: z.string(), secret: z.string(), createdAt: z.int() }),
    handle: ({ project, actor }) => identitySecrets.make(project, actor),
  }),
  endpoint('DELETE /api/v1/projects/:project/identity-secrets/:secret', {
    summary: 'Revoke an identity secret: what it signed is refused from now on',
    permission: 'settings:write',
    params: z.object({ project: slug(), secret: z.uuidv7() }),
    reply: z.object({ revoked: z.string() }),
    async handle({ project, params }) {
      await identitySecrets.revoke(project, params.secret)
      return { revoked: params.secret }
    },
  }),
]
