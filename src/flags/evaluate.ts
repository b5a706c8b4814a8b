import type { Assignment } from './assignment.ts'
import { bucket } from './bucket.ts'
import type { Flag, Revision } from './flag.ts'
import { dealt, everybody, givenBy, isOut, isSplit } from './given-by.ts'
import { heldBackBy } from './held-back.ts'
import { percentIn } from './reach.ts'
import { type Person, standingOf } from './standing.ts'
import type { WhyStep } from './why.ts'

export type Reason = 'STATIC' | 'DEFAULT' | 'TARGETING_MATCH' | 'SPLIT' | 'DISABLED'

export type Evaluation = {
  key: string
  value: unknown
  variant: string
  reason: Reason
  assignment: Assignment
  /** The revision in force for this person; 0: none has arrived. */
  revision: number
  why: WhyStep[]
}

/** What one person gets of a flag at `now` (ms), and why; asks nobody and changes nothing. */
export function evaluate(flag: Flag, person: Person, ladder: readonly string[], now: number): Evaluation {
  const kill = flag.kills.find(({ from, to }) => from <= now && (to === undefined || now < to))
  if (kill) {
    const until = kill.to === undefined ? {} : { until: kill.to }
    return answer(flag, flag.off, 'DISABLED', 'forced', 0, [{ step: 'kill-switch', outcome: 'decided', ...until }])
  }

  const draw = bucket(flag.salt, person.unit)
  const { channel } = person.policy
  const percent = (revision: Revision) => percentIn(revision.steps, ladder, channel, now)
  const out = flag.revisions.filter((revision) => isOut(revision, now))
  const newest = out.findLast((revision) => percent(revision) > 0)
  const standing = standingOf(flag, person, ladder, draw, now)
  const inForce = flag.revisions[standing.revision - 1]

  const why: WhyStep[] = [{ step: 'kill-switch', outcome: 'passed' }]
  const published = out.at(-1)
  why.push({ step: 'publication', outcome: published ? 'passed' : 'decided', ...revisionOf(published) })
  if (published && published !== newest) why.push({ step: 'channel', outcome: 'decided', revision: published.number })
  const drawnIn = out.findLast((revision) => draw < percent(revision))
  for (const ahead of new Set([newest, drawnIn]))
    if (ahead && ahead.number > standing.revision)
      why.push(heldBackBy(ahead.number, draw >= percent(ahead), standing, person.policy, now))

  if (!inForce) {
    const drawnOut = newest !== undefined && wouldHave(newest) > 0
    if (drawnOut) return answer(flag, flag.off, 'SPLIT', 'random', 0, why)
    return answer(flag, flag.off, 'DEFAULT', newest ? 'waiting' : 'channel', 0, why)
  }

  const reached = percent(inForce)
  const split = isSplit(inForce)
  why.push(givenBy(flag, inForce.number, person.policy, ladder, standing, now))
  if (split) why.push({ step: 'split', outcome: 'decided', revision: inForce.number })
  const variant = dealt(flag, inForce, person.unit)
  const byChance = split || (reached > 0 && reached < everybody)
  if (byChance || (newest && newest.number > inForce.number && wouldHave(newest) > inForce.number))
    return answer(flag, variant, 'SPLIT', 'random', inForce.number, why)
  if (newest && newest.number > inForce.number)
    return answer(flag, variant, 'TARGETING_MATCH', 'waiting', inForce.number, why)
  return answer(flag, variant, isForAll(inForce) ? 'STATIC' : 'TARGETING_MATCH', 'channel', inForce.number, why)

  /** The revision that would be in force had the draw included them. */
  function wouldHave(revision: Revision): number {
    if (draw < percent(revision)) return standing.revision
    return standingOf(flag, person, ladder, 0, now).revision
  }

  function isForAll(revision: Revision): boolean {
    const [cautious = ''] = ladder
    return percentIn(revision.steps, ladder, cautious, now) === everybody
  }
}

const revisionOf = (revision: Revision | undefined) => (revision ? { revision: revision.number } : {})

function answer(
  flag: Flag,
  variant: string,
  reason: Reason,
  assignment: Assignment,
  revision: number,
  why: WhyStep[],
): Evaluation {
  const value = flag.variants.find(({ key }) => key === variant)?.value
  return { key: flag.key, value, variant, reason, assignment, revision, why }
}
