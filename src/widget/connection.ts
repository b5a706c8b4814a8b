import { io } from 'socket.io-client'
import type { Acknowledgement, WidgetPushes, WidgetRequests, WireProblem } from '../sockets/protocol.ts'
import { Refusal } from './refusal.ts'

const patience = 5000
const pauseAfterDismissal = 5000

export type Connection = ReturnType<typeof connect>

/** A lasting connection to the widget's namespace; `credentials` is asked again at every attempt. */
export function connect({
  origin,
  credentials,
  onConnect,
  onDisconnect,
  onRefuse,
}: {
  origin: string
  credentials: () => { key: string; subject?: string | undefined; previous?: string | undefined; context: object }
  onConnect: () => void
  onDisconnect: () => void
  onRefuse: (problem: WireProblem) => void
}) {
  const socket = io(`${origin}/widget`, {
    transports: ['websocket'],
    auth: (give) => give(credentials()),
    reconnectionDelayMax: 30_000,
  })

  const tryAgain = (ms: number) => setTimeout(() => socket.connect(), ms)

  socket.on('connect', onConnect)
  socket.on('disconnect', (reason) => {
    onDisconnect()
    // The client does not come back by itself from this one; a server that is closing says it too.
    if (reason === 'io server disconnect') tryAgain(pauseAfterDismissal)
  })
  socket.on('connect_error', (fault: Error & { data?: unknown }) => {
    if (socket.active) return
    const problem = problemIn(fault.data) ?? { kind: 'forbidden', message: fault.message, faults: [] }
    if (problem.kind === 'unavailable' || problem.kind === 'limited') tryAgain(6 * pauseAfterDismissal)
    else onRefuse(problem)
  })

  return {
    isConnected: () => socket.connected,

    /** Comes in again, with other credentials. */
    restart(): void {
      socket.disconnect().connect()
    },

    /** Rejects with a Refusal when the server says no, with another error when no answer comes within 5 s. */
    async request<Name extends keyof WidgetRequests>(
      name: Name,
      body: WidgetRequests[Name][0],
    ): Promise<WidgetRequests[Name][1]> {
      if (!socket.connected) throw new Error('Not connected')
      const answer: Acknowledgement<WidgetRequests[Name][1]> = await socket.timeout(patience).emitWithAck(name, body)
      if (answer.ok) return answer.data
      throw new Refusal(answer.problem)
    },

    on<Name extends keyof WidgetPushes>(name: Name, listen: (push: WidgetPushes[Name]) => void): void {
      socket.on(name as string, listen)
    },
  }
}

const problemIn = (data: unknown): WireProblem | undefined =>
  typeof data === 'object' && data !== null && 'kind' in data && 'message' in data ? (data as WireProblem) : undefined
