import { z } from 'zod'
import { type PageCall, page } from '../http/page.ts'
import type { InstallationService } from './installation.service.ts'
import { installationView } from './installation-view.ts'
import { originsFrom } from './origins-form.ts'
import type { ProjectService } from './project.service.ts'
import { openFeatureSnippet, packageSnippet, providerSnippet, widgetSnippet } from './snippets.ts'

type Parts = { projects: ProjectService; installations: InstallationService; url: string }

/** Putting a product on Sluice: what to write into its pages, and whether they come in; `url`: where this server is reached. */
export function installationPages({ projects, installations, url }: Parts) {
  const shown = {
    view: 'projects/install',
    async load({ project }: Pick<PageCall<'settings:read', undefined>, 'project'>) {
      const firsts = await installations.firstsOf(project.id)
      return {
        ...installationView(firsts, installations.refusalsOf(project)),
        url,
        widget: widgetSnippet(url, project.clientKey),
        package: packageSnippet(url, project.clientKey),
        provider: providerSnippet(url, project.clientKey),
        openFeature: openFeatureSnippet(url, project.clientKey),
        origins: project.origins,
      }
    },
  }

  return [
    page('GET /console/:project/install', { ...shown, permission: 'settings:read' }),
    page('POST /console/:project/install/origins', {
      permission: 'settings:write',
      form: z.object({ origin: z.string('Write one origin').max(253, 'Too long') }),
      again: { ...shown, permission: 'settings:write' },
      async handle({ project, form, session }) {
        await projects.setOrigins(project, originsFrom([...project.origins, form.origin].join('\n')))
        session.say(`Pages from ${form.origin} may use the client key now. Load one of them again.`)
        return `/console/${project.key}/install`
      },
    }),
  ]
}
