import type { WireFlags } from '../sockets/protocol.ts'
import type { Connection } from './connection.ts'
import type { pageFlags } from './page-flags.ts'
import type { pageListeners } from './page-listeners.ts'
import type { subjectToken } from './subject-token.ts'

/** How long (ms) whoever waits for the next evaluation waits for a server that does not answer. */
const longestWait = 5000

/** Brings the page's flags up to date, tells the page what has changed, and settles its `ready`. */
export function evaluating({
  connection,
  flags,
  token,
  listeners,
  onEvaluated,
  onReady,
}: {
  connection: Pick<Connection, 'request'>
  flags: ReturnType<typeof pageFlags>
  token: ReturnType<typeof subjectToken>
  listeners: ReturnType<typeof pageListeners>
  /** At which instant (ms). */
  onEvaluated: (instant: number) => void
  onReady: () => void
}) {
  let isReady = false
  let speaksAs: string | undefined
  const waiting: (() => void)[] = []

  function settle(): void {
    isReady = true
    onReady()
    for (const goOn of waiting.splice(0)) goOn()
  }

  async function evaluate(known?: WireFlags): Promise<void> {
    const evaluation = known ?? (await connection.request('flags:evaluate', {}))
    speaksAs = evaluation.subject
    token.take(evaluation.subject, evaluation.chance)
    const keys = flags.take(evaluation)
    onEvaluated(Date.parse(evaluation.evaluatedAt))
    if (isReady) listeners.tellChange(keys)
    settle()
  }

  return {
    settle,

    /** Settles after the next evaluation, or once it is clear that there is none for now. */
    next: (): Promise<void> =>
      new Promise((resolve) => {
        waiting.push(resolve)
        setTimeout(resolve, longestWait)
      }),

    /** The token with which the flags came; undefined before any did. */
    speaksAs: () => speaksAs,

    /** `known`: an evaluation that is there already. One that fails is said, and nothing has changed. */
    evaluate: (known?: WireFlags) =>
      evaluate(known).catch((fault: Error) => console.error(`Sluice: no flags: ${fault.message}`)),
  }
}
