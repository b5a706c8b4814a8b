import type { Request, RequestHandler, Response, Router } from 'express'
import type { z } from 'zod'
import type { Actor } from '../accounts/account.ts'
import { invalidShape, Problem } from '../base/problem.ts'
import type { CallerOf } from './authenticate.ts'
import type { Access, Caller } from './call.ts'
import type { LimitName } from './limits.ts'
import { statusOf } from './problem-response.ts'
import { stored } from './sessions.ts'

/** The visitor's session, as far as a page may touch it. */
export type PageSession = {
  /** Whom the form's e-mail address and password belong to; refuses everybody else. */
  checkPassword(): Promise<Actor>
  signIn(account: string): Promise<void>
  signOut(): Promise<void>
  openAs(project: string, subject: string): Promise<void>
  subjectIn(project: string): string | undefined
  /** One sentence for the next page that is shown. */
  say(flash: Flash): void
}

/**
 * A sentence, perhaps with the local path of a form without fields that takes back what it speaks of, and with a question
 * about it that is answered by one button, of which `name` is sent with `fields`, or left.
 */
export type Flash = string | { text: string; undo?: { action: string; label: string }; ask?: FlashQuestion }

type FlashQuestion = {
  words: string
  action: string
  fields: { name: string; value: string }[]
  name: string
  answers: { value: string; label: string }[]
  leave: { href: string; label: string }
}

type Typed = Record<string, string | string[]>

export type PageCall<A extends Access, F> = Caller<A> & {
  params: Record<string, string>
  query: Record<string, unknown>
  form: F
  /** What stands in a form that is shown again. */
  typed: Typed | undefined
  session: PageSession
  /** Network address of the caller; only for limits, never stored. */
  address: string
}

export type ShowDeclaration<A extends Access> = {
  permission: A
  view: string
  /** The data of the view (`title` and `nav` go to its layout), or where else to go. */
  load: (call: PageCall<A, undefined>) => Promise<object> | object
}

/** Given by `load` instead of data: leads the visitor on to this local path. */
type Redirect = { redirectTo: string }

/** Given by `handle`: nothing is done yet, `again` shows the form with what has been typed. */
export const unfinished = Symbol('unfinished')

/** Given by `handle`: it is done, and `again` shows what no later answer will hold, such as a key that is not stored. */
type ShownOnce = { once: object }

export type FormDeclaration<A extends Access, F> = {
  permission: A
  /** Left out: `any`. */
  limit?: LimitName
  form: z.ZodType<F>
  /** Does it, and says where to go next: a local path. */
  handle: (call: PageCall<A, F>) => Promise<string | typeof unfinished | ShownOnce>
  /** Where a refused or unfinished form is shown again, with its values and faults. */
  again?: ShowDeclaration<A>
}

export type Page = { method: 'get' | 'post'; path: string; permission: Access; limit?: LimitName | undefined } & (
  | { show: ShowDeclaration<never> }
  | { submit: FormDeclaration<never, unknown> }
)

/** Declares one page: `GET` shows a view, `POST` takes a form and leads to the next page. */
export function page<A extends Access>(route: `GET /${string}` | 'GET /', declaration: ShowDeclaration<A>): Page
export function page<A extends Access, F>(route: `POST /${string}`, declaration: FormDeclaration<A, F>): Page
export function page(route: string, declaration: object): Page {
  const [method = '', path = ''] = route.split(' ')
  const { permission, limit } = declaration as { permission: Access; limit?: LimitName }
  return method === 'GET'
    ? { method: 'get', path, permission, show: declaration as ShowDeclaration<never> }
    : { method: 'post', path, permission, limit, submit: declaration as FormDeclaration<never, unknown> }
}

export type PageParts = {
  callerOf: CallerOf
  protect: (request: Request, access: Access) => void
  sessionOf: (request: Request) => PageSession
  render: (view: string, data: object, request: Request, response: Response, caller: object) => Promise<string>
}

/** Puts declared pages on a router. */
export function mountPages(router: Router, pages: readonly Page[], parts: PageParts): void {
  for (const declared of pages) {
    const handler: RequestHandler = async (request, response) => {
      const caller = await parts.callerOf(request, declared.permission, declared.limit)
      parts.protect(request, declared.permission)
      const call = {
        ...(caller as object),
        params: request.params,
        query: request.query,
        session: parts.sessionOf(request),
        address: request.ip ?? '',
      }
      if ('show' in declared) await show(declared.show, call, request, response)
      else await submit(declared.submit, call, request, response)
    }
    router[declared.method](declared.path, handler)
  }

  async function show(declared: ShowDeclaration<never>, call: object, request: Request, response: Response, more = {}) {
    const loaded = await declared.load(call as never)
    if ('redirectTo' in loaded) return response.redirect(303, localPath((loaded as Redirect).redirectTo))
    const data = { ...loaded, ...more }
    response.type('html').send(await parts.render(declared.view, data, request, response, call))
  }

  async function submit(declared: FormDeclaration<never, unknown>, call: object, request: Request, response: Response) {
    const { again } = declared
    const typed = typedIn(request.body)
    try {
      const form = declared.form.safeParse(request.body ?? {})
      if (!form.success) throw invalidShape(form.error)
      const next = await declared.handle({ ...call, form: form.data } as never)
      if (typeof next === 'string') {
        // The browser follows a redirect as soon as it reads its head, which would leave before the session is stored.
        await stored(request)
        return response.redirect(303, localPath(next))
      }
      const more = next === unfinished ? { values: typed } : next.once
      if (again) await show(again, { ...call, typed }, request, response, more)
    } catch (thrown) {
      if (!again || !(thrown instanceof Problem) || !mayTryAgain.has(thrown.kind)) throw thrown
      response.status(statusOf[thrown.kind])
      if (thrown.retryAfter !== undefined) response.setHeader('Retry-After', String(thrown.retryAfter))
      await show(again, { ...call, typed }, request, response, {
        values: typed,
        faults: Object.fromEntries(thrown.faults.map(({ field, message }) => [field, message])),
        problem: thrown.message,
      })
    }
  }
}

/** The fields of a form as texts; whatever else a body may hold is nothing that a view could write. */
function typedIn(body: unknown): Typed {
  const isText = (value: unknown) => typeof value === 'string'
  const fields = Object.entries(body ?? {}).filter(
    ([, value]) => isText(value) || (Array.isArray(value) && value.every(isText)),
  )
  return Object.fromEntries(fields)
}

const mayTryAgain = new Set<string>(['invalid', 'conflict', 'stale', 'unauthenticated', 'limited'])

/** A path on this server, or `/`: never somewhere else. */
function localPath(path: string): string {
  return /^\/(?![/\\])[^\r\n]{0,2000}$/.test(path) ? path : '/'
}
