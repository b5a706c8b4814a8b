import type { Server as HttpServer, ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'
import { Server, type Socket } from 'socket.io'
import type { Actor } from '../accounts/account.ts'
import type { Clock } from '../base/clock.ts'
import { askerOf } from '../http/limiter.ts'
import type { Identity } from '../subjects/identity.ts'
import type { ConsoleCaller, ConsoleEvent } from './console-event.ts'
import { type Arrived, type EntranceParts, entrance, type WidgetCaller } from './entrance.ts'
import { boundedWebSockets, forgetHandshake, type Handshake } from './handshake.ts'
import { projectRoom, pushes, sessionRoom, subjectRoom } from './pushes.ts'
import { cutSlowReaders } from './slow-readers.ts'
import { dispatcher, type SocketEvent } from './socket-event.ts'

export type SocketParts = EntranceParts & {
  events: readonly SocketEvent<WidgetCaller>[]
  consoleEvents: readonly ConsoleEvent[]
  /** Hears which pages of members come and go. */
  attendance: { enter: (socket: string, project: string, actor: Actor) => void; leave: (socket: string) => void }
  session: RequestHandler
  clock: Clock
}

const expiryEveryMs = 2000

/** Socket.io with its two namespaces, `/widget` for subjects and `/console` for members, never mixed. */
export function socketServer(http: HttpServer, parts: SocketParts) {
  const { admits, counted, enterWidget, enterConsole } = entrance(parts)
  const io = new Server(http, {
    serveClient: false,
    transports: ['websocket', 'polling'],
    maxHttpBufferSize: 64 * 1024,
    connectTimeout: 5000,
    perMessageDeflate: false,
    httpCompression: false,
    allowEIO3: false,
    wsEngine: boundedWebSockets,
    allowRequest: (request, decide) => {
      admits(request).then(
        ({ refusal }) => decide(refusal, refusal === undefined),
        (fault) => {
          parts.onFault(fault)
          decide('Not available', false)
        },
      )
    },
  })
  io.engine.use((request: Handshake, response: ServerResponse, next: (fault?: Error) => void) => {
    const isHandshake = !(request._query && 'sid' in request._query)
    request.answer = response
    // Who brings no cookie has no session, and the one made for them would live as long as the connection.
    if (isHandshake && request.headers.cookie) parts.session(request as never, response as never, next as never)
    else next()
  })

  io.engine.on('connection', counted)
  io.engine.on('connection', cutSlowReaders)
  io.use((_socket, next) => next(new Error('Name a namespace: /widget or /console')))

  const { onFault } = parts
  const dispatch = dispatcher<Arrived>(parts.events, {
    onFault,
    admit: (limit, { address, project: { id: project }, identity: { subject } }, amount) =>
      parts.limits.admit(limit, { address, project, subject: askerOf(project, subject) }, amount),
  })
  const widget = io.of('/widget')
  widget.use(enterWidget)
  widget.on('connection', (socket) => {
    const { unheard, ...arrived } = socket.data as Arrived
    const caller = { ...arrived, connection: socket.id }
    if (unheard) socket.emit('problem', unheard)
    forgetHandshake(socket)
    void socket.join([projectRoom(caller.project.id), subjectRoom(caller.project.id, caller.identity.subject)])
    socket.onAny((...sent: unknown[]) => void dispatchNow(socket, caller, sent))
  })

  /** A page may be open for days: its project is looked up at each event, for its channels and bounds may change. */
  async function dispatchNow(socket: Socket, caller: Arrived, sent: readonly unknown[]): Promise<void> {
    const project = (await parts.projectByKey(caller.project.key).catch(parts.onFault)) ?? caller.project
    await dispatch(socket, project === caller.project ? caller : { ...caller, project }, sent)
  }

  const dispatchMembers = dispatcher<ConsoleCaller>(parts.consoleEvents, {
    onFault,
    admit: (limit, { project: { id: project }, actor }, amount) =>
      parts.limits.admit(limit, { project, subject: askerOf(project, actor.id) }, amount),
  })
  const members = io.of('/console')
  members.use(enterConsole)
  members.on('connection', (socket) => {
    const { sessionID = '' } = socket.request as { sessionID?: string }
    const { project, actor } = socket.data as Omit<ConsoleCaller, 'socket'>
    void socket.join([projectRoom(project.id), sessionRoom(sessionID)])
    parts.attendance.enter(socket.id, project.id, actor)
    socket.on('disconnect', () => parts.attendance.leave(socket.id))
    socket.onAny((...sent: unknown[]) => void dispatchMembersNow(socket, { project, actor, socket: socket.id }, sent))
  })

  /** What a member may do is looked up at each event too. */
  async function dispatchMembersNow(socket: Socket, caller: ConsoleCaller, sent: readonly unknown[]): Promise<void> {
    const actor = await parts.actorById(caller.actor.id).catch(parts.onFault)
    if (actor) await dispatchMembers(socket, { ...caller, actor }, sent)
    else socket.disconnect(true)
  }

  /** A connection proves nothing for longer than the token that opened it. */
  function dismissExpired(): void {
    const now = parts.clock.now()
    for (const socket of widget.sockets.values())
      if (((socket.data as WidgetCaller).identity.provenUntil ?? now + 1) <= now) socket.disconnect(true)
  }
  const expiring = setInterval(dismissExpired, expiryEveryMs).unref()

  return {
    ...pushes(widget, members),

    /** Ends the connections of subjects whose token has expired; runs by itself every two seconds. */
    dismissExpired,
    /** Ends the connections of a session that is no more; a page that still has another comes back with that one. */
    endSession(id: string): void {
      for (const member of members.sockets.values()) if (member.rooms.has(sessionRoom(id))) member.conn.close()
    },
    /** Ends the connections of a project's subjects to whom this applies; each comes back and is asked anew. */
    async dismiss(project: string, applies: (identity: Identity) => boolean): Promise<void> {
      for (const socket of await widget.in(projectRoom(project)).fetchSockets())
        if (applies((socket.data as WidgetCaller).identity)) socket.disconnect(true)
    },
    close(): Promise<void> {
      clearInterval(expiring)
      return io.close()
    },
  }
}
