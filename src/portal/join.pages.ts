import { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import { type PageCall, page } from '../http/page.ts'
import type { ChannelService } from '../pacing/channel.service.ts'
import { joinPath } from '../pacing/doors.ts'
import type { ProjectService } from '../projects/project.service.ts'
import type { Project } from '../projects/project.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import { portalFrame } from './frame.ts'
import { joinView } from './join-view.ts'
import { namedProject } from './named-project.ts'

type Parts = { projects: ProjectService; subjects: SubjectService; channels: ChannelService; clock: Clock }

const joinForm = z.object({
  text: z.coerce.number().int().positive(),
  code: z.string('Write one code').trim().max(64, 'This code is not known here').default(''),
})

/** Where people join a channel, having read what it is, what may break and how to leave again. */
export function joinPages({ projects, subjects, channels, clock }: Parts) {
  type Looked = Pick<PageCall<'public', undefined>, 'params' | 'query' | 'typed' | 'session'>

  const shown = {
    permission: 'public',
    view: 'join/show',
    async load({ params, query, typed, session }: Looked) {
      const project = await namedProject(projects, params.project)
      const subject = session.subjectIn(project.id)
      const identity = subject === undefined ? undefined : await subjects.identityOf(project, subject)
      const standing = await channels.standing(project, params.channel ?? '', identity)
      const code = typed?.code ?? query.code
      const view = joinView(standing, typeof code === 'string' ? code.slice(0, 64) : '', clock.now())
      const frame = portalFrame(project, 'choices', `Join ${view.channel.name}`)
      return { ...frame, ...(subject === undefined && { nav: undefined }), ...view, at: at(project, view.channel.key) }
    },
  } as const

  return [
    page('GET /join/:project/:channel', shown),
    page('POST /join/:project/:channel', {
      permission: 'public',
      limit: 'code',
      form: joinForm,
      again: shown,
      async handle({ params, form, session }) {
        const project = await namedProject(projects, params.project)
        const key = params.channel ?? ''
        const { channel } = await channels.standing(project, key, undefined)
        const open = session.subjectIn(project.id)
        // Somebody new is known once they are let in, not for a code that is wrong.
        const identity = await (open === undefined
          ? subjects.identify(project, subjects.issue(project))
          : subjects.identityOf(project, open))
        const joined = await channels.join(project, identity, key, form)
        if (open === undefined) await session.openAs(project.id, identity.subject)
        if (joined.state === 'waiting') return at(project, key)
        session.say(`You are on ${channel.name}.`)
        return `/me/${project.key}`
      },
    }),
    page('POST /join/:project/:channel/wait-no-longer', {
      permission: 'subject',
      form: z.object({}),
      async handle({ project, subject, params, session }) {
        const key = params.channel ?? ''
        const { channel } = await channels.standing(project, key, undefined)
        await channels.leaveList(project, subject, key)
        session.say(`You do not wait for ${channel.name} any longer.`)
        return at(project, key)
      },
    }),
  ]
}

const at = (project: Project, channel: string) => joinPath(project.key, channel)
