import type { RequestHandler, Response, Router } from 'express'
import type { CallerOf } from './authenticate.ts'
import type { Access, Caller } from './call.ts'

const heartbeatMs = 25_000
const comeBackAfterMs = 3000
const mostWaitingBytes = 64 * 1024
const headers = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' }

/** Sends one event with its data; whoever reads too slowly is cut off, and comes back by themselves. */
type SendEvent = (event: string, data: object) => void

type StreamDeclaration<A extends Access> = {
  permission: A
  /** Begins to send, or refuses; what it returns is called once when the connection has ended. */
  open: (call: Caller<A>, send: SendEvent) => Promise<() => void> | (() => void)
}

export type Stream = { path: string; permission: Access; open: (call: never, send: SendEvent) => unknown }

/** Declares one stream of server-sent events: route, permission and what is sent in one object. */
export function stream<A extends Access>(route: `GET /${string}`, declaration: StreamDeclaration<A>): Stream {
  return { path: route.slice('GET '.length), ...declaration } as Stream
}

type Parts = {
  callerOf: CallerOf
  /** Ends every stream, so that the server can stop. */
  closing: AbortSignal
}

/** Puts declared streams on a router. */
export function mountStreams(router: Router, streams: readonly Stream[], { callerOf, closing }: Parts): void {
  const open = new Set<Response>()
  closing.addEventListener('abort', () => {
    for (const response of open) response.end()
  })

  for (const declared of streams) {
    const handler: RequestHandler = async (request, response) => {
      const caller = await callerOf(request, declared.permission)
      // Express asks here for a HEAD too, which would wait for an end that does not come.
      if (request.method === 'HEAD') return void response.writeHead(200, headers).end()
      let isOver = false
      const send = (text: string) => {
        if (isOver) return
        // Not sooner, for whoever is refused gets an answer of another kind.
        if (!response.headersSent) response.writeHead(200, headers)
        if (response.writableLength > mostWaitingBytes) response.destroy()
        else response.write(text)
      }
      const stop = (await declared.open(caller as never, (event, data) =>
        send(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
      )) as () => void
      const beating = setInterval(() => send(': still here\n\n'), heartbeatMs).unref()
      open.add(response)
      response.on('close', () => {
        isOver = true
        clearInterval(beating)
        open.delete(response)
        stop()
      })
      if (request.destroyed || closing.aborted) return void response.destroy()
      send(`retry: ${comeBackAfterMs}\n\n`)
    }
    router.get(declared.path, handler)
  }
}
