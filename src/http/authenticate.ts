import type { Request } from 'express'
import type { Actor } from '../accounts/account.ts'
import { allows, type Permission } from '../accounts/permission.ts'
import { Problem } from '../base/problem.ts'
import type { Arrivals } from '../projects/installation.ts'
import type { Project } from '../projects/project.ts'
import type { Access, Caller } from './call.ts'
import { askerOf, type Limiter } from './limiter.ts'
import type { LimitName } from './limits.ts'
import { sentContext } from './sent-context.ts'

/** What the doors need to know; handed in by the composition root. */
export type Doors = {
  projectByClientKey(key: string): Promise<Project | undefined>
  projectByKey(key: string): Promise<Project | undefined>
  actorById(id: string): Promise<Actor | undefined>
  arrivals: Arrivals
  /** Whether a page from this origin is one of Sluice's own. */
  isOwnOrigin(origin: string): boolean
}

/**
 * Lets a caller through one of the doors, or refuses; a project that is not theirs is as if it did not exist. Their
 * place on the network is held to its limit before they are looked at.
 */
export function authenticator(doors: Doors, { admit }: Pick<Limiter, 'admit'>) {
  const passes: Record<Door, (request: Request, access: Access) => Promise<object>> = {
    public: async () => ({}),

    async client(request) {
      const key = clientKeyOf(request)
      const project = key === undefined ? undefined : await doors.projectByClientKey(key)
      const origin = request.get('origin')
      if (!project) {
        if (key !== undefined) doors.arrivals.refused({ key, origin })
        throw new Problem('unauthenticated', key ? 'This client key is not known' : 'Send the project’s client key')
      }
      if (origin !== undefined && !project.origins.includes(origin) && !doors.isOwnOrigin(origin)) {
        doors.arrivals.refused({ key: project.clientKey, origin, project: project.id })
        throw new Problem('forbidden', `The origin ${origin} is not on the list of this project`)
      }
      doors.arrivals.came(project)
      return {
        project,
        subjectToken: request.get('sluice-subject'),
        previousToken: request.get('sluice-previous'),
        context: sentContext(request, project),
      }
    },

    async subject(request) {
      const project = await namedProject(request)
      const subject = request.session.subjects?.[project.id]
      if (!subject) throw new Problem('unauthenticated', `Open this page from ${project.name}`)
      return { project, subject }
    },

    member: async (request) => ({ actor: await actorOf(request) }),

    async permission(request, access) {
      const actor = await actorOf(request)
      if (!allows(actor.role, access as Permission)) throw new Problem('forbidden', `You may not do this (${access})`)
      return { project: await namedProject(request), actor }
    },
  }

  async function actorOf(request: Request): Promise<Actor> {
    const id = request.session.account
    const actor = id === undefined ? undefined : await doors.actorById(id)
    if (!actor) throw new Problem('unauthenticated', 'Sign in first')
    return actor
  }

  async function namedProject(request: Request): Promise<Project> {
    const key = request.params.project
    const project = typeof key === 'string' ? await doors.projectByKey(key) : undefined
    if (!project) throw new Problem('missing', 'There is no such project')
    return project
  }

  return async function callerOf<A extends Access>(
    request: Request,
    access: A,
    limit: LimitName = 'any',
  ): Promise<Caller<A>> {
    admit(limit, { address: request.ip ?? '' })
    const caller: { project?: Project; subject?: string } = await passes[doorOf(access)](request, access)
    const { project, subject } = caller
    const named = project?.id ?? request.params.project?.toString().slice(0, 64)
    admit(limit, { project: named, subject: subject && askerOf(named, subject) })
    return caller as Caller<A>
  }
}

export type CallerOf = ReturnType<typeof authenticator>

type Door = Exclude<Access, Permission> | 'permission'

const doorOf = (access: Access): Door =>
  access === 'public' || access === 'client' || access === 'subject' || access === 'member' ? access : 'permission'

/**
 * `Authorization: Bearer …` or `X-API-Key`, as OFREP names them; else the field `key` of a form, which is all that a page
 * may send without asking first.
 */
function clientKeyOf(request: Request): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '')?.[1]
  const inForm: unknown = request.is('urlencoded') ? request.body?.key : undefined
  return bearer ?? request.get('x-api-key') ?? (typeof inForm === 'string' ? inForm : undefined)
}
