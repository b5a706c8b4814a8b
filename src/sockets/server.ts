import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'
import { type Namespace, Server, type Socket } from 'socket.io'
import { type ServerOptions, WebSocketServer } from 'ws'
import type { Actor } from '../accounts/account.ts'
import { allows } from '../accounts/permission.ts'
import type { Clock } from '../base/clock.ts'
import { clientAddress } from '../base/network.ts'
import { Problem } from '../base/problem.ts'
import { askerOf, type Limiter } from '../http/limiter.ts'
import type { Arrivals } from '../projects/installation.ts'
import type { Project } from '../projects/project.ts'
import { inContext, readContext } from '../subjects/answer-context.ts'
import type { Identity } from '../subjects/identity.ts'
import type { Presented } from '../subjects/merge.service.ts'
import { refusedToken } from '../subjects/token-refusal.ts'
import type { ConsoleCaller, ConsoleEvent } from './console-event.ts'
import type { ConsolePushes, WidgetPushes } from './protocol.ts'
import { cutSlowReaders } from './slow-readers.ts'
import { dispatcher, refused, type SocketEvent } from './socket-event.ts'

/** Who sends on `/widget`: one subject of one project, with the token that proves it. */
export type WidgetCaller = { project: Project; identity: Identity; token: string }

export type SocketParts = {
  events: readonly SocketEvent<WidgetCaller>[]
  consoleEvents: readonly ConsoleEvent[]
  /** Hears which pages of members come and go. */
  attendance: { enter: (socket: string, project: string, actor: Actor) => void; leave: (socket: string) => void }
  session: RequestHandler
  /** Whether any project or Sluice itself lives at this origin; the key's own list is checked after it. */
  isListedOrigin: (origin: string) => Promise<boolean>
  isOwnOrigin: (origin: string) => boolean
  isOwnHost: (host: string) => boolean
  projectByClientKey: (key: string) => Promise<Project | undefined>
  projectByKey: (key: string) => Promise<Project | undefined>
  actorById: (id: string) => Promise<Actor | undefined>
  clock: Clock
  limits: Limiter
  arrivals: Arrivals
  /** Whether an address is a proxy of ours, so that whom it was asked by is who is asking. */
  isTrusted: (address: string) => boolean
  /** Whose token this is, and what the device's earlier one had goes with it; without one, a new anonymous subject. */
  arrive: (project: Project, presented: Presented) => Promise<{ identity: Identity; token: string }>
  onFault: (fault: unknown) => void
}

/** `address`: only for limits, never stored. */
type Arrived = WidgetCaller & { address: string; unheard?: WidgetPushes['problem'] }

/** The engine reads the query before it asks anybody; `answer`: what the socket beneath holds on to until it closes. */
type Handshake = IncomingMessage & { _query?: object; answer?: object }

const expiryEveryMs = 2000

/** Socket.io with its two namespaces, `/widget` for subjects and `/console` for members, never mixed. */
export function socketServer(http: HttpServer, parts: SocketParts) {
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
        (allowed) => decide(allowed ? null : 'This origin or host is not on any list', allowed),
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

  io.engine.on('connection', cutSlowReaders)
  io.use((_socket, next) => next(new Error('Name a namespace: /widget or /console')))

  const { onFault } = parts
  const dispatch = dispatcher<Arrived>(parts.events, {
    onFault,
    admit: (limit, { address, project: { id: project }, identity: { subject } }) =>
      parts.limits.admit(limit, { address, project, subject: askerOf(project, subject) }),
  })
  const widget = io.of('/widget')
  widget.use(admitting(enterWidget))
  widget.on('connection', (socket) => {
    const { unheard, ...caller } = socket.data as Arrived
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
    admit: (limit, { project: { id: project }, actor }) =>
      parts.limits.admit(limit, { project, subject: askerOf(project, actor.id) }),
  })
  const members = io.of('/console')
  members.use(admitting(enterConsole))
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

  async function admits(request: Handshake): Promise<boolean> {
    // Polling by script tags (JSONP) carries no Origin, so any site could read along.
    if (request._query && 'j' in request._query) return false
    const { origin, host = '' } = request.headers
    if (origin === undefined) return true
    return parts.isOwnOrigin(origin) ? parts.isOwnHost(host) : parts.isListedOrigin(origin)
  }

  async function enterWidget(socket: Socket): Promise<object> {
    const { key, subject, previous, context: sent } = socket.handshake.auth as Record<string, unknown>
    const address = addressOf(socket)
    parts.limits.admit('connect', { address })
    const project = typeof key === 'string' ? await parts.projectByClientKey(key) : undefined
    const { origin } = socket.handshake.headers
    if (!project) {
      if (typeof key === 'string') parts.arrivals.refused({ key, origin })
      throw new Problem('unauthenticated', 'This client key is not known')
    }
    parts.limits.admit('connect', { project: project.id })
    if (origin !== undefined && !project.origins.includes(origin) && !parts.isOwnOrigin(origin)) {
      parts.arrivals.refused({ key: project.clientKey, origin, project: project.id })
      throw new Problem('forbidden', `The origin ${origin} is not on the list of this project`)
    }
    const presented = { subject: tokenIn(subject, 'subject'), previous: tokenIn(previous, 'previous') }
    const { identity, token } = await parts.arrive(project, presented)
    parts.arrivals.came(project)
    const { context, faults } = readContext(project, sent)
    const [first] = faults
    return {
      ...{ project, token, address, identity: inContext(project, identity, context) },
      // A page with a wrong context still gets its flags; its developer reads why the rest does not count.
      ...(first && {
        unheard: { event: 'context', kind: 'invalid', message: `${first.field}: ${first.message}`, faults },
      }),
    } satisfies Arrived
  }

  async function enterConsole(socket: Socket): Promise<object> {
    const { origin } = socket.handshake.headers
    if (origin === undefined || !parts.isOwnOrigin(origin))
      throw new Problem('forbidden', 'The console is open to its own pages only')
    const { session } = socket.request as { session?: { account?: string } }
    const actor = session?.account === undefined ? undefined : await parts.actorById(session.account)
    if (!actor || !allows(actor.role, 'inbox:read')) throw new Problem('unauthenticated', 'Sign in first')
    const key = (socket.handshake.auth as Record<string, unknown>).project
    const project = typeof key === 'string' ? await parts.projectByKey(key) : undefined
    if (!project) throw new Problem('missing', 'There is no such project')
    return { project, actor }
  }

  function addressOf({ handshake: { address, headers } }: Socket): string {
    return clientAddress(address, headers['x-forwarded-for']?.toString(), parts.isTrusted)
  }

  function admitting(enter: (socket: Socket) => Promise<object>): Parameters<Namespace['use']>[0] {
    return (socket, next) => {
      enter(socket).then(
        (data) => {
          socket.data = data
          next()
        },
        (thrown) => {
          const { problem } = refused(thrown, parts.onFault)
          next(Object.assign(new Error(problem.message), { data: problem }))
        },
      )
    }
  }

  /** A connection proves nothing for longer than the token that opened it. */
  function dismissExpired(): void {
    const now = parts.clock.now()
    for (const socket of widget.sockets.values())
      if (((socket.data as WidgetCaller).identity.provenUntil ?? now + 1) <= now) socket.disconnect(true)
  }
  const expiring = setInterval(dismissExpired, expiryEveryMs).unref()

  return {
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
    pushToSubject<Name extends keyof WidgetPushes>(
      project: string,
      subject: string,
      name: Name,
      data: WidgetPushes[Name],
    ) {
      heardIn(widget, subjectRoom(project, subject))?.emit(name, data)
    },
    /** For what is of no use later: it is left out where a connection cannot take it at once. */
    hintToSubject<Name extends keyof WidgetPushes>(
      project: string,
      subject: string,
      name: Name,
      data: WidgetPushes[Name],
    ) {
      heardIn(widget, subjectRoom(project, subject))?.volatile.emit(name, data)
    },
    /** Whether a page of this subject is open. */
    isOnline: (project: string, subject: string): boolean =>
      heardIn(widget, subjectRoom(project, subject)) !== undefined,
    pushToProject<Name extends keyof WidgetPushes>(project: string, name: Name, data: WidgetPushes[Name]) {
      heardIn(widget, projectRoom(project))?.emit(name, data)
    },
    pushToMembers<Name extends keyof ConsolePushes>(project: string, name: Name, data: ConsolePushes[Name]) {
      heardIn(members, projectRoom(project))?.emit(name, data)
    },
    hintToMembers<Name extends keyof ConsolePushes>(project: string, name: Name, data: ConsolePushes[Name]) {
      heardIn(members, projectRoom(project))?.volatile.emit(name, data)
    },
    close(): Promise<void> {
      clearInterval(expiring)
      return io.close()
    },
  }
}

/** A message in thousands of fragments costs memory that its size does not show. */
function boundedWebSockets(options: ServerOptions): WebSocketServer {
  return new WebSocketServer({ ...options, maxFragments: 64 } as ServerOptions)
}

/** A token as it was sent; only what is left out is none, so an empty one will be refused. */
function tokenIn(sent: unknown, field: 'subject' | 'previous'): string | undefined {
  if (sent === undefined || sent === null) return undefined
  if (typeof sent !== 'string') throw refusedToken(`The ${field} token must be a string`, field)
  return sent
}

/**
 * What a connection came with is of no use once it is let in, and would be half of what an idle one holds. Its origin
 * stays, for whoever enters a second time, and its address.
 */
function forgetHandshake(socket: Socket): void {
  const { answer = {}, headers } = socket.request as Handshake
  if (socket.conn.transport.name === 'websocket') Object.assign(answer, { req: undefined })
  Object.assign(socket.conn, { request: { headers: { origin: headers.origin }, connection: {}, url: '', _query: {} } })
  Object.assign(socket, { handshake: { address: socket.handshake.address } })
}

/** Nothing is made up for a room in which nobody is. */
const heardIn = (namespace: Namespace, room: string) =>
  namespace.adapter.rooms.has(room) ? namespace.to(room) : undefined

const projectRoom = (project: string) => `project:${project}`
const sessionRoom = (id: string) => `session:${id}`
const subjectRoom = (project: string, subject: string) => `subject:${project}:${subject}`
