import type { Namespace, Socket } from 'socket.io'
import type { Actor } from '../accounts/account.ts'
import { allows } from '../accounts/permission.ts'
import { clientAddress } from '../base/network.ts'
import { Problem } from '../base/problem.ts'
import type { Limiter } from '../http/limiter.ts'
import type { Arrivals } from '../projects/installation.ts'
import type { Project } from '../projects/project.ts'
import { inContext, readContext } from '../subjects/answer-context.ts'
import type { Identity } from '../subjects/identity.ts'
import type { Presented } from '../subjects/merge.service.ts'
import { refusedToken } from '../subjects/token-refusal.ts'
import type { Handshake } from './handshake.ts'
import type { WidgetPushes } from './protocol.ts'
import { refused } from './socket-event.ts'

/** Who sends on `/widget`: one subject of one project, with the token that proves it; over HTTP without a connection. */
export type WidgetCaller = { project: Project; identity: Identity; token: string; connection?: string }

/** `address`: only for limits, never stored. */
export type Arrived = WidgetCaller & { address: string; unheard?: WidgetPushes['problem'] }

export type EntranceParts = {
  /** Whether any project or Sluice itself lives at this origin; the key's own list is checked after it. */
  isListedOrigin: (origin: string) => Promise<boolean>
  isOwnOrigin: (origin: string) => boolean
  isOwnHost: (host: string) => boolean
  projectByClientKey: (key: string) => Promise<Project | undefined>
  projectByKey: (key: string) => Promise<Project | undefined>
  actorById: (id: string) => Promise<Actor | undefined>
  limits: Limiter
  arrivals: Arrivals
  /** Whether an address is a proxy of ours, so that whom it was asked by is who is asking. */
  isTrusted: (address: string) => boolean
  /** Whose token this is, and what the device's earlier one had goes with it; without one, a new anonymous subject. */
  arrive: (project: Project, presented: Presented) => Promise<{ identity: Identity; token: string }>
  onFault: (fault: unknown) => void
}

type Connection = Pick<Socket['conn'], 'request' | 'remoteAddress' | 'once'>

/** Who is let in: which pages may connect at all, and as whom they then speak on each of the two namespaces. */
export function entrance(parts: EntranceParts) {
  /** Of connections, for what they came with is forgotten, and a page may leave a namespace and enter it again. */
  const addresses = new WeakMap<object, string>()
  return { admits, counted, enterWidget: admitting(enterWidget), enterConsole: admitting(enterConsole) }

  /** Refused with a reason, or let through. */
  async function admits(request: Handshake): Promise<{ refusal?: string }> {
    try {
      const from = addressOf({ address: request.socket.remoteAddress ?? '', headers: request.headers })
      parts.limits.admit('handshake', { address: from })
    } catch (thrown) {
      return { refusal: refused(thrown, parts.onFault).problem.message }
    }
    return (await isFromKnownPage(request)) ? {} : { refusal: 'This origin or host is not on any list' }
  }

  async function isFromKnownPage(request: Handshake): Promise<boolean> {
    // Polling by script tags (JSONP) carries no Origin, so any site could read along.
    if (request._query && 'j' in request._query) return false
    const { origin, host = '' } = request.headers
    if (origin === undefined) return true
    return parts.isOwnOrigin(origin) ? parts.isOwnHost(host) : parts.isListedOrigin(origin)
  }

  /** To be called with each connection that begins: it counts at its place for as long as it lasts. */
  function counted(connection: Connection): void {
    const address = addressOf({ address: connection.remoteAddress, headers: connection.request.headers })
    addresses.set(connection, address)
    connection.once('close', parts.limits.connected(address))
  }

  async function enterWidget(socket: Socket): Promise<object> {
    const { key, subject, previous, context: sent } = socket.handshake.auth as Record<string, unknown>
    const address = addresses.get(socket.conn) ?? 'unknown'
    parts.limits.admitToStay(address)
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

  function addressOf({ address, headers }: Pick<Socket['handshake'], 'address' | 'headers'>): string {
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
}

/** A token as it was sent; only what is left out is none, so an empty one will be refused. */
function tokenIn(sent: unknown, field: 'subject' | 'previous'): string | undefined {
  if (sent === undefined || sent === null) return undefined
  if (typeof sent !== 'string') throw refusedToken(`The ${field} token must be a string`, field)
  return sent
}
