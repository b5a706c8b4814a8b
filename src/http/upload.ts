import type { IncomingMessage } from 'node:http'
import type { Request, RequestHandler, Router } from 'express'
import type { z } from 'zod'
import { networkOf } from '../base/network.ts'
import { invalidShape } from '../base/problem.ts'
import { atOnce } from './at-once.ts'
import type { CallerOf } from './authenticate.ts'
import { refuseEncoded, unsupported } from './body.ts'
import type { Access, Caller } from './call.ts'

/** Each may hold its whole body in memory, and whoever sends slowly holds it long: no place and no project gets all. */
const mostAtOnce = { inAll: 16, ofProject: 12, fromPlace: 6 }

type UploadCall<A extends Access, P> = Caller<A> & {
  params: P
  /** What the header `Sluice-Ticket` holds, or nothing. */
  ticket: string
  type: string
}

type UploadDeclaration<A extends Access, P, R, Admitted extends { most: number }> = {
  summary: string
  permission: A
  params: z.ZodType<P>
  reply: z.ZodType<R>
  /** The media types that are taken; everything else is refused before it is read. */
  takes: readonly string[]
  /** Says, before the body is read, how many bytes it may have, or refuses. */
  admit: (call: UploadCall<A, P>) => Promise<Admitted>
  handle: (call: UploadCall<A, P> & { admitted: Admitted; body: Uint8Array }) => Promise<z.input<z.ZodType<R>>>
}

export type Upload = {
  method: 'PUT'
  path: string
  permission: Access
  summary: string
  params: z.ZodType
  reply: z.ZodType
  takes: readonly string[]
  admit: (call: never) => Promise<{ most: number }>
  handle: (call: never) => unknown
}

/** Declares one address that takes the bytes of one file as they are: route, types, permission and handler in one object. */
export function upload<A extends Access, P, R, Admitted extends { most: number }>(
  route: `PUT /${string}`,
  declaration: UploadDeclaration<A, P, R, Admitted>,
): Upload {
  return { method: 'PUT', path: route.slice('PUT '.length), ...declaration } as Upload
}

/** Puts declared uploads on a router; it must come before what reads other bodies. */
export function mountUploads(
  router: Router,
  uploads: readonly Upload[],
  { callerOf, protect }: { callerOf: CallerOf; protect: (request: Request, access: Access) => void },
): void {
  const within = atOnce()

  for (const declared of uploads) {
    const handler: RequestHandler = async (request, response) => {
      // Whoever is refused before all is read is not read to the end; it is taken back when all went well.
      response.setHeader('Connection', 'close')
      const type = request.get('content-type') ?? ''
      if (!declared.takes.includes(type)) throw unsupported('upload.unsupported')
      const answer = await within('all', mostAtOnce.inAll, () =>
        within(`from ${networkOf(request.ip ?? '')}`, mostAtOnce.fromPlace, async () => {
          const caller = (await callerOf(request, declared.permission)) as { project?: { id: string } }
          return within(`of ${caller.project?.id}`, mostAtOnce.ofProject, () => received(declared, request, caller))
        }),
      )
      response.removeHeader('Connection')
      response.type('application/json').send(JSON.stringify(answer))
    }
    router.put(declared.path, refuseEncoded, handler)
  }

  async function received(declared: Upload, request: Request, caller: object): Promise<unknown> {
    protect(request, declared.permission)
    const params = declared.params.safeParse(request.params)
    if (!params.success) throw invalidShape(params.error)
    const ticket = request.get('sluice-ticket') ?? ''
    const call = { ...caller, params: params.data, ticket, type: request.get('content-type') ?? '' }
    const admitted = await declared.admit(call as never)
    const body = await bodyOf(request, admitted.most)
    return declared.reply.parse(await declared.handle({ ...call, admitted, body } as never))
  }
}

const refusal = (status: number, type: string) => Object.assign(new Error(type), { status, type })

/** The whole body; refused as soon as it has more than `most` bytes, or says that it will have. */
async function bodyOf(request: IncomingMessage, most: number): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > most) throw refusal(413, 'upload.too.large')
  const parts: Buffer[] = []
  let length = 0
  try {
    for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += part.length
      if (length > most) break
      parts.push(part)
    }
  } catch {
    throw refusal(400, 'upload.aborted')
  }
  if (length > most) throw refusal(413, 'upload.too.large')
  return new Uint8Array(Buffer.concat(parts))
}
