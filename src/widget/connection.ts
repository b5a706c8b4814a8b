import { io } from 'socket.io-client'
import type { Acknowledgement, WidgetPushes, WidgetRequests, WireFlags, WireProblem } from '../sockets/protocol.ts'
import { askOverHttp, type Credentials } from './over-http.ts'
import { Refusal } from './refusal.ts'

const patience = 5000
const pauseAfterDismissal = 5000
const pollingPause = 30_000
/** So often a socket may fail to open before the same is asked over HTTP. */
const failuresBeforeHttp = 2

export type Connection = ReturnType<typeof connect>

type Parts = {
  origin: string
  /** Asked again at every attempt, and for every request over HTTP. */
  credentials: () => Credentials
  /** With the evaluation that came along, if one did; over HTTP again and again, since nothing is pushed there. */
  onConnect: (evaluation?: WireFlags) => void
  onDisconnect: () => void
  onRefuse: (problem: WireProblem) => void
}

/** A lasting connection to the widget's namespace; where no socket can be had, HTTP and a question now and then. */
export function connect({ origin, credentials, onConnect, onDisconnect, onRefuse }: Parts) {
  const socket = io(`${origin}/widget`, {
    transports: ['websocket'],
    auth: (give) => give(credentials()),
    reconnectionDelayMax: 30_000,
  })
  let failures = 0
  /** Counts the people who were here one after the other: what one has asked is not answered to the next. */
  let turn = 0
  let isOverHttp = false
  let isContextRefused = false
  let polling: ReturnType<typeof setTimeout> | undefined

  const tryAgain = (ms: number) => setTimeout(() => socket.connect(), ms)
  const isConnected = () => socket.connected || isOverHttp

  socket.on('connect', () => {
    failures = 0
    isOverHttp = false
    onConnect()
  })
  socket.on('disconnect', (reason) => {
    onDisconnect()
    // The client does not come back by itself from this one; a server that is closing says it too.
    if (reason === 'io server disconnect') tryAgain(pauseAfterDismissal)
  })
  socket.on('connect_error', (fault: Error & { data?: unknown }) => {
    if (!socket.active)
      return refuse(problemIn(fault.data) ?? { kind: 'forbidden', message: fault.message, faults: [] })
    if (isOverHttp) return
    onDisconnect()
    if (++failures >= failuresBeforeHttp) void enterOverHttp()
  })
  window.addEventListener('online', () => isConnected() || restart())

  function refuse(problem: WireProblem): void {
    if (problem.kind === 'unavailable' || problem.kind === 'limited') tryAgain(6 * pauseAfterDismissal)
    else onRefuse(problem)
  }

  async function overHttp<Name extends keyof WidgetRequests>(name: Name, body: WidgetRequests[Name][0]) {
    const mine = turn
    const reply = await askOverHttp(overHttpAs(), name, body)
    if (mine !== turn) throw new Error('Somebody else is here now')
    return reply
  }

  const overHttpAs = () => ({
    ...{ origin, patience },
    credentials: { ...credentials(), ...(isContextRefused && { context: {} }) },
  })

  async function enterOverHttp(): Promise<void> {
    clearTimeout(polling)
    const mine = turn
    try {
      const evaluation = await overHttp('flags:evaluate', {})
      if (socket.connected) return
      isOverHttp = true
      polling = setTimeout(poll, pollingPause)
      onConnect(evaluation)
    } catch (fault) {
      if (mine !== turn) return
      loseHttp()
      // Where HTTP does not get through either, the socket's next failure leads here again.
      if (fault instanceof Refusal) refuseOverHttp(fault.problem)
    }
  }

  function refuseOverHttp(problem: WireProblem): void {
    if (!isContextRefused && problem.faults.some(({ field }) => field.startsWith('Sluice-Context'))) {
      isContextRefused = true
      console.error(`Sluice: ${problem.message}`)
      return void enterOverHttp()
    }
    socket.disconnect()
    refuse(problem)
  }

  function loseHttp(): void {
    if (!isOverHttp) return
    isOverHttp = false
    onDisconnect()
  }

  /** Nothing is pushed over HTTP, so a page that is looked at asks now and then. */
  function poll(): void {
    if (!isOverHttp) return
    if (document.hidden) document.addEventListener('visibilitychange', poll, { once: true })
    else void enterOverHttp()
  }

  /** Comes in again, with other credentials. */
  function restart(): void {
    const wasOverHttp = isOverHttp
    turn++
    isOverHttp = false
    socket.disconnect().connect()
    if (wasOverHttp) void enterOverHttp()
  }

  return {
    isConnected,
    restart,

    /** Rejects with a Refusal when the server says no, with another error when no answer comes within 5 s. */
    async request<Name extends keyof WidgetRequests>(
      name: Name,
      body: WidgetRequests[Name][0],
    ): Promise<WidgetRequests[Name][1]> {
      if (isOverHttp) {
        return overHttp(name, body).catch((fault: unknown) => {
          if (!(fault instanceof Refusal)) loseHttp()
          throw fault
        })
      }
      if (!socket.connected) throw new Error('Not connected')
      const answer: Acknowledgement<WidgetRequests[Name][1]> = await socket.timeout(patience).emitWithAck(name, body)
      if (answer.ok) return answer.data
      throw new Refusal(answer.problem)
    },

    /** Sends it while the page is being left; nobody hears the answer. */
    leave<Name extends keyof WidgetRequests>(name: Name, body: WidgetRequests[Name][0]): void {
      askOverHttp(overHttpAs(), name, body, true).catch(() => {})
    },

    on<Name extends keyof WidgetPushes>(name: Name, listen: (push: WidgetPushes[Name]) => void): void {
      socket.on(name as string, listen)
    },
  }
}

const problemIn = (data: unknown): WireProblem | undefined =>
  typeof data === 'object' && data !== null && 'kind' in data && 'message' in data ? (data as WireProblem) : undefined
