import type { ExposureBatch } from '../exposures/exposure.ts'
import type { ShownFlag } from './page-flags.ts'

const gatheringTime = 50
const countingTime = 60_000
const largestBatch = 100

type Sum = { flag: ShownFlag; times: number; seconds: number }

/**
 * Reports what was seen: what is new of an evaluation within 50 ms, how often and how long it was seen after that
 * within a minute; `post` gets at most 100 flags at a time.
 */
export function exposures({
  post,
  after,
  newId,
}: {
  post: (batch: ExposureBatch) => void
  after: (ms: number, act: () => void) => void
  newId: () => string
}) {
  const reported = new Set<string>()
  const gathered = new Map<string, Sum>()
  const due = { soon: false, later: false }

  function report(): void {
    const byEvaluation = new Map<string, ExposureBatch['flags']>()
    for (const { flag, times, seconds } of gathered.values()) {
      const { evaluatedAt, key, variant } = flag
      const seen = { key, variant, ...(times !== 1 && { times }), ...(seconds > 0 && { seconds }) }
      byEvaluation.set(evaluatedAt, [...(byEvaluation.get(evaluatedAt) ?? []), seen])
    }
    gathered.clear()
    for (const [evaluatedAt, flags] of byEvaluation)
      for (let from = 0; from < flags.length; from += largestBatch)
        post({ id: newId(), evaluatedAt, flags: flags.slice(from, from + largestBatch) })
  }

  function reportIn(ms: number, when: keyof typeof due): void {
    if (due.soon || due[when]) return
    due[when] = true
    after(ms, () => {
      due[when] = false
      report()
    })
  }

  function add(flag: ShownFlag, times: number, seconds: number): void {
    const name = nameOf(flag)
    const sum = gathered.get(name)
    gathered.set(name, { flag, times: times + (sum?.times ?? 0), seconds: seconds + (sum?.seconds ?? 0) })
    if (reported.has(name)) reportIn(countingTime, 'later')
    else reportIn(gatheringTime, 'soon')
    reported.add(name)
  }

  return {
    /** Reports at once what was gathered. */
    report,

    /** What was seen and is not reported yet stays unreported: it would be reported as somebody else's. */
    giveUp(): void {
      gathered.clear()
    },

    /** The page says so, perhaps each time it draws: one time an evaluation. */
    seen(flag: ShownFlag): void {
      if (!reported.has(nameOf(flag))) add(flag, 1, 0)
    },

    /** It came into sight so many times more, and stayed for so many seconds. */
    inSight: (flag: ShownFlag, { times, seconds }: { times: number; seconds: number }) => add(flag, times, seconds),
  }
}

const nameOf = ({ evaluatedAt, key, variant }: ShownFlag) => `${evaluatedAt} ${key} ${variant}`
