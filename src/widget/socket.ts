import type { WireProblem } from '../sockets/protocol.ts'

type Message = string

/** The part of the browser's WebSocket that is needed. */
type WebSocketMaker = new (
  url: string,
) => Pick<WebSocket, 'close' | 'send'> & {
  onmessage: ((event: { data: Message }) => void) | null
  onclose: (() => void) | null
  onerror: (() => void) | null
}

type Parts = {
  /** Of the server: https://sluice.example.org */
  origin: string
  namespace: `/${string}`
  /** Asked again at every attempt. */
  credentials: () => object
  onConnect: () => void
  /** It was connected, and is not any more. */
  onDisconnect: () => void
  /** The server does not want this page: nothing is tried again before `connect`. */
  onRefuse: (problem: WireProblem) => void
  /** It could not connect, and will try again. */
  onFailure: () => void
  on: (name: string, said: unknown) => void
  WebSocket?: WebSocketMaker
}

const longestPause = 30_000
/** How long (ms) the server may take until it has let this page in. */
const patience = 10_000

/**
 * A lasting connection to one namespace of a Socket.IO server: protocol 5 over Engine.IO protocol 4, JSON over
 * WebSocket alone (socket.io-protocol and engine.io-protocol on GitHub).
 */
export function socket(parts: Parts) {
  const { origin, namespace, WebSocket: Maker = WebSocket as unknown as WebSocketMaker } = parts
  const url = `${origin.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`
  const waiting = new Map<number, { done: (answer: unknown) => void; fail: (fault: Error) => void }>()
  let asked = 0
  let failures = 0
  let isIn = false
  let current: InstanceType<WebSocketMaker> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Whatever happens in time, or the connection ends. */
  function expectSomethingIn(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(end, ms)
  }

  function connect(): void {
    leave()
    const mine = new Maker(url)
    current = mine
    expectSomethingIn(patience)
    mine.onmessage = ({ data }) => mine === current && read(data)
    mine.onclose = () => mine === current && end()
    mine.onerror = () => mine === current && end()
  }

  /** Ends what there is, without a word to anybody. */
  function leave(): void {
    clearTimeout(timer)
    const old = current
    current = undefined
    isIn = false
    old?.close()
    for (const { fail } of waiting.values()) fail(new Error('The connection has ended'))
    waiting.clear()
  }

  /** It has ended by itself. */
  function end(pause = pauseAfter(failures++)): void {
    const wasIn = isIn
    leave()
    timer = setTimeout(connect, pause)
    if (wasIn) parts.onDisconnect()
    else parts.onFailure()
  }

  let beat = patience
  function read(message: Message): void {
    expectSomethingIn(isIn ? beat : patience)
    const [engine, kind] = message
    if (engine === '0') {
      const { pingInterval, pingTimeout } = JSON.parse(message.slice(1))
      beat = pingInterval + pingTimeout
      current?.send(`40${namespace},${JSON.stringify(parts.credentials())}`)
    } else if (engine === '1') end()
    else if (engine === '2') current?.send('3')
    else if (engine === '4' && message.startsWith(`${namespace},`, 2))
      take(kind ?? '', message.slice(3 + namespace.length))
  }

  function take(kind: string, text: string): void {
    const [, id = '', json] = /^(\d*)(.*)$/s.exec(text) ?? []
    const said = json ? JSON.parse(json) : undefined
    if (kind === '0') {
      isIn = true
      failures = 0
      expectSomethingIn(beat)
      parts.onConnect()
      // The server comes back to those whom it has sent away, or says why not.
    } else if (kind === '1') end(pauseAfterDismissal())
    else if (kind === '2') parts.on(said[0], said[1])
    else if (kind === '3') {
      waiting.get(Number(id))?.done(said[0])
      waiting.delete(Number(id))
    } else if (kind === '4') {
      leave()
      parts.onRefuse(problemIn(said))
    }
  }

  connect()
  return {
    connect,
    leave,
    /** There is no network any more. */
    lose: () => current && end(),
    isConnected: () => isIn,

    /** Rejects without a connection, and when no answer comes within `ms`. */
    async ask(name: string, body: unknown, ms: number): Promise<unknown> {
      if (!isIn) throw new Error('Not connected')
      const id = ++asked
      let late: ReturnType<typeof setTimeout> | undefined
      const answer = new Promise((done, fail) => {
        waiting.set(id, { done, fail })
        late = setTimeout(() => waiting.delete(id) && fail(new Error('No answer in time')), ms)
      })
      current?.send(`42${namespace},${id}${JSON.stringify([name, body])}`)
      return answer.finally(() => clearTimeout(late))
    },
  }
}

/** From one second up to half a minute, each somewhere in the half below, so that many do not come at once. */
const pauseAfter = (failures: number) => Math.min(longestPause, 1000 * 2 ** failures) * (0.5 + Math.random() / 2)

const pauseAfterDismissal = () => 5000 * (1 + Math.random())

function problemIn({ message, data }: { message: string; data?: unknown }): WireProblem {
  const isProblem = typeof data === 'object' && data !== null && 'kind' in data
  return isProblem ? (data as WireProblem) : { kind: 'forbidden', message, faults: [] }
}
