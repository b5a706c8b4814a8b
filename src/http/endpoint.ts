import type { ErrorRequestHandler, Request, RequestHandler, Response, Router } from 'express'
import type { z } from 'zod'
import { hashOf } from '../base/digest.ts'
import { invalid, invalidShape, type Problem } from '../base/problem.ts'
import type { CallerOf } from './authenticate.ts'
import type { Access, Caller } from './call.ts'
import type { LimitName } from './limits.ts'
import { parserRefusal } from './problem-response.ts'

type Shape = z.ZodType

type TextMedia = 'text/calendar' | 'application/atom+xml' | 'application/rss+xml' | 'application/feed+json'

type EndpointCall<A extends Access, P, Q, B> = Caller<A> & {
  params: P
  query: Q
  body: B
  /** Network address of the caller; only for limits, never stored. */
  address: string
}

export type EndpointDeclaration<A extends Access, P, Q, B, R> = {
  summary: string
  permission: A
  /** Left out: `any`. */
  limit?: LimitName
  params?: z.ZodType<P>
  query?: z.ZodType<Q>
  body?: z.ZodType<B>
  reply: z.ZodType<R>
  /** Sends the hash of the answer as ETag and answers 304 to whoever has it already. */
  etag?: true
  /** What the answer is, where it is no JSON: the handler replies with the whole text. */
  media?: TextMedia
  /** A protocol of its own for refusals; left out: `application/problem+json`. */
  refuse?: (problem: Problem, params: Record<string, unknown>) => { status?: number; body: object } | undefined
  handle: (call: EndpointCall<A, P, Q, B>) => Promise<z.input<z.ZodType<R>>> | z.input<z.ZodType<R>>
}

export type Endpoint = {
  method: string
  path: string
  permission: Access
  limit?: LimitName
  summary: string
  params?: Shape
  query?: Shape
  body?: Shape
  reply: Shape
  etag?: true
  media?: TextMedia
  refuse?: EndpointDeclaration<Access, unknown, unknown, unknown, unknown>['refuse']
  handle: (call: never) => unknown
}

/** Declares one operation of the JSON API: route, shapes, permission and handler in one object. */
export function endpoint<A extends Access, R, P = unknown, Q = unknown, B = unknown>(
  route: `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`,
  declaration: EndpointDeclaration<A, P, Q, B, R>,
): Endpoint {
  const [method = '', path = ''] = route.split(' ')
  return { method, path, ...declaration } as Endpoint
}

/** Puts declared endpoints on a router. */
export function mountEndpoints(
  router: Router,
  endpoints: readonly Endpoint[],
  { callerOf, protect }: { callerOf: CallerOf; protect: (request: Request, access: Access) => void },
): void {
  for (const declared of endpoints) {
    const handler: RequestHandler = async (request, response) => {
      try {
        const caller: object = (await callerOf(request, declared.permission, declared.limit)) as object
        protect(request, declared.permission)
        const call = { ...caller, ...inputOf(declared, request), address: request.ip ?? '' }
        const answer = declared.reply.parse(await declared.handle(call as never))
        send(request, response, declared, declared.media ? String(answer) : JSON.stringify(answer))
      } catch (thrown) {
        const own = declared.refuse?.(thrown as Problem, request.params)
        if (!own) throw thrown
        if (own.status === 401) response.setHeader('WWW-Authenticate', 'Bearer')
        response.status(own.status ?? 400).json(own.body)
      }
    }
    if (declared.refuse) router.use(declared.path, refusingUnread(declared))
    router[declared.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete'](declared.path, handler)
  }
}

/** A body that cannot be read comes to no handler; a protocol of its own has its own words for that too. */
function refusingUnread({ method, refuse }: Endpoint): ErrorRequestHandler {
  return (thrown, request, response, next) => {
    const unread = parserRefusal(thrown)
    const problem = unread ? invalid('body', unread.message) : thrown
    const own = request.method === method ? refuse?.(problem, request.params) : undefined
    if (own) response.status(unread?.status ?? own.status ?? 400).json(own.body)
    else next(thrown)
  }
}

function inputOf(declared: Endpoint, request: Request): { params: unknown; query: unknown; body: unknown } {
  return {
    params: declared.params ? read(declared.params, request.params) : request.params,
    query: declared.query ? read(declared.query, request.query) : {},
    body: declared.body ? read(declared.body, request.body ?? {}) : undefined,
  }
}

function read(shape: Shape, input: unknown): unknown {
  const result = shape.safeParse(input)
  if (!result.success) throw invalidShape(result.error)
  return result.data
}

function send(request: Request, response: Response, { etag, media }: Endpoint, body: string): void {
  response.type(media ?? 'application/json')
  // Who fetches this again and again may keep it, and asks with its ETag whether it still holds.
  if (media) response.setHeader('Cache-Control', 'private, no-cache')
  if (etag) {
    const tag = `"${hashOf(body)}"`
    response.setHeader('ETag', tag)
    const known = request.get('if-none-match')?.split(',') ?? []
    if (known.some((one) => one.trim().replace(/^W\//, '') === tag)) return void response.status(304).end()
  }
  response.send(body)
}
