import { Problem } from '../base/problem.ts'
import { type Page, page } from '../http/page.ts'
import type { ProjectService } from '../projects/project.service.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import { demoKey } from './demo-key.ts'

type Parts = { projects: ProjectService; subjects: SubjectService }

/** The demo's product: a host page with the widget on it, which knows the subject whose own page is open here. */
export const productPages = ({ projects, subjects }: Parts): Page[] => [
  page('GET /demo', {
    permission: 'public',
    view: 'demo/product',
    async load({ session }) {
      const project = await projects.byKey(demoKey)
      if (!project) throw new Problem('missing', 'There is no demo on this server')
      const subject = session.subjectIn(project.id)
      if (subject === undefined || (await subjects.isMerged(project, subject))) return { key: project.clientKey }
      const token = await subjects.tokenOf(project, await subjects.identityOf(project, subject))
      return { key: project.clientKey, subject: token }
    },
  }),
]
