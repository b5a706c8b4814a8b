import type { ExposureBatch } from '../exposures/exposure.ts'
import type { ShownFlag } from './page-flags.ts'

const gatheringTime = 50
const largestBatch = 100

/** Reports each flag once per evaluation, those seen within 50 ms together; `post` gets at most 100 flags at a time. */
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
  let gathered: ShownFlag[] = []

  function report(): void {
    const byEvaluation = new Map<string, ExposureBatch['flags']>()
    for (const { evaluatedAt, key, variant } of gathered)
      byEvaluation.set(evaluatedAt, [...(byEvaluation.get(evaluatedAt) ?? []), { key, variant }])
    gathered = []
    for (const [evaluatedAt, flags] of byEvaluation)
      for (let from = 0; from < flags.length; from += largestBatch)
        post({ id: newId(), evaluatedAt, flags: flags.slice(from, from + largestBatch) })
  }

  return {
    /** Reports at once what was gathered. */
    report,

    /** What was seen and is not reported yet stays unreported: it would be reported as somebody else's. */
    giveUp(): void {
      gathered = []
    },

    seen(flag: ShownFlag): void {
      const name = `${flag.evaluatedAt} ${flag.key}`
      if (reported.has(name)) return
      reported.add(name)
      if (gathered.push(flag) === 1) after(gatheringTime, report)
    },
  }
}
