import { type Page, page } from '../http/page.ts'
import type { ProjectService } from '../projects/project.service.ts'
import { demoKey } from './demo-key.ts'

const nav = [{ href: '/openapi.json', label: 'API', current: false }]

/** The first page: what this is, and the doors into it; `url` is where this server is reached. */
export const startPages = (projects: ProjectService, url: string): Page[] => [
  page('GET /', {
    permission: 'public',
    view: 'demo/start',
    async load() {
      const demo = await projects.byKey(demoKey)
      return { title: 'Sluice', nav, url, script: '/scripts/console.js', demo: demo && { key: demo.clientKey } }
    },
  }),
]
