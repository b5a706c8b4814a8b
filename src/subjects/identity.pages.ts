import { z } from 'zod'
import { type Page, type PageCall, page } from '../http/page.ts'
import type { IdentitySecretService } from './identity-secret.service.ts'
import { mostSecrets } from './identity-secret.ts'
import { identitySentence, revokeEffect } from './identity-words.ts'
import { handOverSnippet, signSnippet } from './sign-snippets.ts'

type Parts = { identitySecrets: IdentitySecretService; url: string }

/** A project's identity secrets; a new one is shown once, right after it was made. */
export function identityPages({ identitySecrets, url }: Parts): Page[] {
  const shown = {
    view: 'subjects/identity',
    async load({ project }: Pick<PageCall<'settings:read', undefined>, 'project'>) {
      const secrets = await identitySecrets.list(project)
      return {
        headline: identitySentence(secrets, project.name),
        secrets,
        revoking: revokeEffect(secrets.filter(({ readable }) => readable).length),
        mayMake: secrets.length < mostSecrets,
        sign: signSnippet(project.key),
        handOver: handOverSnippet(url, project.clientKey),
      }
    },
  }

  return [
    page('GET /console/:project/settings/identity', { ...shown, permission: 'settings:read' }),
    page('POST /console/:project/settings/identity', {
      permission: 'settings:write',
      form: z.object({}),
      again: { ...shown, permission: 'settings:write' },
      handle: async ({ project, actor }) => ({ once: { made: await identitySecrets.make(project, actor) } }),
    }),
    page('POST /console/:project/settings/identity/:secret/revoke', {
      permission: 'settings:write',
      form: z.object({}),
      async handle({ project, params, session }) {
        await identitySecrets.revoke(project, params.secret ?? '')
        session.say('The secret is revoked: what it signed is refused from now on.')
        return `/console/${project.key}/settings/identity`
      },
    }),
  ]
}
