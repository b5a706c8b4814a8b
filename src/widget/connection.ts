import type { Acknowledgement, WidgetPushes, WidgetRequests, WireFlags, WireProblem } from '../sockets/protocol.ts'
import { askOverHttp, type Credentials } from './over-http.ts'
import { Refusal } from './refusal.ts'
import { socket } from './socket.ts'

const patience = 5000
const pauseAfterRefusal = 30_000
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
  const listeners: { name: string; listen: (push: never) => void }[] = []
  let failures = 0
  /** Counts the people who were here one after the other: what one has asked is not answered to the next. */
  let turn = 0
  let isOverHttp = false
  let isContextRefused = false
  let hasKnocked = false
  let polling: ReturnType<typeof setTimeout> | undefined

  const line = socket({
    ...{ origin, namespace: '/widget', credentials },
    onConnect() {
      failures = 0
      isOverHttp = false
      onConnect()
    },
    onDisconnect,
    onFailure() {
      if (isOverHttp) return
      onDisconnect()
      if (++failures >= failuresBeforeHttp) void enterOverHttp()
    },
    onRefuse: refuse,
    on(name, push) {
      for (const one of listeners) if (one.name === name) one.listen(push as never)
    },
  })
  const isConnected = () => line.isConnected() || isOverHttp
  window.addEventListener('online', () => isConnected() || restart())
  window.addEventListener('offline', line.lose)

  function refuse(problem: WireProblem): void {
    const pause = Math.max(pauseAfterRefusal, (problem.retryAfter ?? 0) * 1000)
    if (problem.kind === 'unavailable' || problem.kind === 'limited') setTimeout(line.connect, pause)
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
      if (line.isConnected()) return
      isOverHttp = true
      polling = setTimeout(poll, pollingPause)
      onConnect(evaluation)
    } catch (fault) {
      if (mine !== turn) return
      loseHttp()
      // Where HTTP does not get through either, the socket's next failure leads here again.
      if (fault instanceof Refusal) refuseOverHttp(fault.problem)
      else if (!hasKnocked) knock()
    }
  }

  /** No answer may be read by a page whose origin is not listed; its project hears of it all the same. */
  function knock(): void {
    hasKnocked = true
    const body = new URLSearchParams({ key: credentials().key })
    fetch(`${origin}/api/v1/widget/knock`, { method: 'POST', mode: 'no-cors', credentials: 'omit', body }).catch(
      () => {},
    )
  }

  function refuseOverHttp(problem: WireProblem): void {
    if (!isContextRefused && problem.faults.some(({ field }) => field.startsWith('Sluice-Context'))) {
      isContextRefused = true
      console.error(`Sluice: ${problem.message}`)
      return void enterOverHttp()
    }
    line.leave()
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
    line.connect()
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
          const isRefusal = fault instanceof Refusal
          const isNobody = isRefusal && fault.problem.kind === 'unauthenticated'
          if (isNobody || !isRefusal) loseHttp()
          if (!isNobody) throw fault
          // As on a socket that is cut when its token ends: it says nothing about what was asked.
          refuseOverHttp(fault.problem)
          throw new Error(fault.message)
        })
      }
      const answer = (await line.ask(name, body, patience)) as Acknowledgement<WidgetRequests[Name][1]>
      if (answer.ok) return answer.data
      throw new Refusal(answer.problem)
    },

    /** Sends it while the page is being left; nobody hears the answer. */
    leave<Name extends keyof WidgetRequests>(name: Name, body: WidgetRequests[Name][0]): void {
      askOverHttp(overHttpAs(), name, body, true).catch(() => {})
    },

    on<Name extends keyof WidgetPushes>(name: Name, listen: (push: WidgetPushes[Name]) => void): void {
      listeners.push({ name, listen })
    },
  }
}
