import type { IncomingMessage } from 'node:http'
import type { Socket } from 'socket.io'
import { type ServerOptions, WebSocketServer } from 'ws'

/** The engine reads the query before it asks anybody; `answer`: what the socket beneath holds on to until it closes. */
export type Handshake = IncomingMessage & { _query?: object; answer?: object }

/** A message in thousands of fragments costs memory that its size does not show. */
export function boundedWebSockets(options: ServerOptions): WebSocketServer {
  return new WebSocketServer({ ...options, maxFragments: 64 } as ServerOptions)
}

/**
 * What a connection came with is of no use once it is let in, and would be half of what an idle one holds. Its origin
 * stays, for whoever enters a second time, and its address.
 */
export function forgetHandshake(socket: Socket): void {
  const { answer = {}, headers } = socket.request as Handshake
  if (socket.conn.transport.name === 'websocket') Object.assign(answer, { req: undefined })
  Object.assign(socket.conn, { request: { headers: { origin: headers.origin }, connection: {}, url: '', _query: {} } })
  Object.assign(socket, { handshake: { address: socket.handshake.address } })
}
