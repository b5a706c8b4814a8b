import { z } from 'zod'
import { type Page, page } from '../http/page.ts'
import { joinPath } from '../pacing/doors.ts'
import type { ProjectService } from '../projects/project.service.ts'
import { ladderOf } from '../projects/project.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import { portalFrame } from './frame.ts'
import { namedProject } from './named-project.ts'

type Parts = { projects: ProjectService; subjects: SubjectService }

/** The two ways to a subject's own page: start there, or take the link that the product's widget made. */
export const enterPages = ({ projects, subjects }: Parts): Page[] => [
  page('POST /me/:project/begin', {
    permission: 'public',
    limit: 'begin',
    form: z.object({}),
    async handle({ params, session }) {
      const project = await namedProject(projects, params.project)
      const open = session.subjectIn(project.id)
      if (open === undefined || (await subjects.isMerged(project, open)))
        await session.openAs(project.id, (await subjects.begin(project)).subject)
      return `/me/${project.key}`
    },
  }),

  page('GET /me/:project/enter/:code', {
    permission: 'public',
    view: 'portal/enter',
    async load({ params, session }) {
      const project = await namedProject(projects, params.project)
      // Whose page is open here is not changed without a click, whoever made the link.
      const isOpen = session.subjectIn(project.id) !== undefined
      return { ...portalFrame(project, 'choices', 'Open my page'), nav: undefined, isOpen }
    },
  }),

  page('POST /me/:project/enter/:code', {
    permission: 'public',
    limit: 'code',
    form: z.object({}),
    async handle({ params, query, session }) {
      const project = await namedProject(projects, params.project)
      await session.openAs(project.id, await subjects.enter(project, params.code ?? ''))
      const joined = ladderOf(project).find((channel) => channel === query.join)
      return joined === undefined ? `/me/${project.key}` : joinPath(project.key, joined)
    },
  }),
]
