import type { Receipt } from '../base/receipt.ts'
import type { WidgetRequests, WireProblem } from '../sockets/protocol.ts'
import { Refusal } from './refusal.ts'

/** The requests whose bodies carry a client-made id and are stored once, however often they arrive. */
export type StoredRequest = 'exposure:seen' | 'survey:answer' | 'feedback:send' | 'conversation:write'

type Waiting = {
  name: StoredRequest
  body: { id: string }
  onDelay: () => void
  settle: (receipt: Receipt) => void
  refuse: (refusal: Refusal) => void
}

const longestPause = 30_000

/**
 * Sends what must be stored in the order it was handed in, each until it is acknowledged or refused.
 * `send` rejects with a Refusal when the server said no, and with anything else when no answer came.
 */
export function outbox({
  send,
  isConnected,
  after,
}: {
  send: <Name extends StoredRequest>(name: Name, body: WidgetRequests[Name][0]) => Promise<Receipt>
  isConnected: () => boolean
  after: (ms: number, act: () => void) => void
}) {
  const waiting: Waiting[] = []
  let isSending = false
  let failures = 0

  async function flush(): Promise<void> {
    if (isSending) return
    isSending = true
    while (await sendFirst()) failures = 0
    isSending = false
    if (waiting.length > 0 && isConnected()) after(Math.min(longestPause, 1000 * 2 ** failures++), flush)
  }

  /** Whether the first one is done with; false: nothing is left, or it has to be sent again. */
  async function sendFirst(): Promise<boolean> {
    const first = waiting[0]
    if (!first) return false
    try {
      if (!isConnected()) throw new Error('Not connected')
      first.settle(await send(first.name, first.body as WidgetRequests[StoredRequest][0]))
    } catch (fault) {
      if (!(fault instanceof Refusal) || fault.problem.kind === 'unavailable') {
        for (const one of waiting) one.onDelay()
        return false
      }
      first.refuse(fault)
    }
    if (waiting[0] === first) waiting.shift()
    return true
  }

  return {
    /** Resolves once it is stored; rejects only with a Refusal. `onDelay` is called when it has to wait. */
    post<Name extends StoredRequest>(
      name: Name,
      body: WidgetRequests[Name][0],
      onDelay: () => void = () => {},
    ): Promise<Receipt> {
      return new Promise((settle, refuse) => {
        waiting.push({ name, body, onDelay, settle, refuse })
        void flush()
      })
    },

    /** Sends what waits; to be called at every connection. */
    flush,

    /** Gives up what waits: who it is from is not here any more, and it must not be sent as somebody else's. */
    giveUp(problem: WireProblem): void {
      for (const { refuse } of waiting.splice(0)) refuse(new Refusal(problem))
    },
  }
}
