/** Failed sign-ins of one account from one address, and when (ms) the last one was. */
type Failures = { count: number; at: number }

const freeTries = 5
const longestMs = 15 * 60_000
const mostKept = 10_000

/**
 * How long somebody has to wait who keeps getting a password wrong: doubling from one second after five tries. It
 * counts per account *and* address, so that nobody can lock another person out from somewhere else.
 */
export function backOff() {
  const kept = new Map<string, Failures>()

  return {
    /** Milliseconds until the next try is looked at; 0: at once. */
    waitFor(key: string, now: number): number {
      const failures = kept.get(key)
      if (!failures || failures.count < freeTries) return 0
      const pause = Math.min(longestMs, 1000 * 2 ** (failures.count - freeTries))
      return Math.max(0, failures.at + pause - now)
    },
    failed(key: string, now: number): void {
      const count = (kept.get(key)?.count ?? 0) + 1
      kept.delete(key)
      kept.set(key, { count, at: now })
      const [oldest] = kept.keys()
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    },
    succeeded(key: string): void {
      kept.delete(key)
    },
  }
}
