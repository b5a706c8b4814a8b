import { z } from 'zod'
import { type PageCall, page } from '../http/page.ts'
import { originsFrom } from './origins-form.ts'
import type { ProjectService } from './project.service.ts'
import { openFeatureSnippet, widgetSnippet } from './snippets.ts'

/** A project's settings; `url`: where this server is reached. */
export function projectPages({ projects, url }: { projects: ProjectService; url: string }) {
  const shown = {
    view: 'projects/settings',
    load: ({ project }: Pick<PageCall<'settings:read', undefined>, 'project'>) => ({
      widget: widgetSnippet(url, project.clientKey),
      openFeature: openFeatureSnippet(url, project.clientKey),
      rungs: project.channels
        .map((channel, index) => ({ ...channel, index, count: project.channels.length }))
        .reverse(),
      values: { origins: project.origins.join('\n') },
    }),
  }

  return [
    page('GET /console/:project/settings', { ...shown, permission: 'settings:read' }),
    page('POST /console/:project/settings', {
      permission: 'settings:write',
      form: z.object({ origins: z.string().max(20_000, 'Too long') }),
      again: { ...shown, permission: 'settings:write' },
      async handle({ project, form, session }) {
        const origins = originsFrom(form.origins)
        await projects.setOrigins(project, origins)
        session.say(
          origins.length ? 'Pages from these origins may use the client key.' : 'No other page may use the client key.',
        )
        return `/console/${project.key}/settings`
      },
    }),
    page('POST /console/:project/settings/texts', {
      permission: 'settings:write',
      form: z.object({ redacts: z.literal('yes').optional() }),
      async handle({ project, form, session }) {
        const redacts = form.redacts === 'yes'
        await projects.setRedacts(project, redacts)
        session.say(
          redacts
            ? 'What people write is redacted from now on, before it is stored.'
            : 'What people write is stored as they write it from now on.',
        )
        return `/console/${project.key}/settings`
      },
    }),
  ]
}
