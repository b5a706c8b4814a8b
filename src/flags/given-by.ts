import { bucket } from './bucket.ts'
import type { Flag, Revision } from './flag.ts'
import { everybody, percentIn } from './reach.ts'
import type { Person, Standing } from './standing.ts'
import type { WhyStep } from './why.ts'

/** What gave somebody a revision that they have, by itself or carried by a later one. */
export function givenBy(
  flag: Flag,
  revision: number,
  { channel }: Person['policy'],
  ladder: readonly string[],
  { arrivals, revision: inForce }: Standing,
  now: number,
): WhyStep {
  const carriers = flag.revisions.slice(revision - 1, inForce).filter((carrier) => isOut(carrier, now))
  const arrived = carriers.some(({ number }) => (arrivals[number - 1] ?? Infinity) <= now)
  if (!arrived) return { step: 'kept', outcome: 'decided', revision }
  const since = Math.min(...carriers.map(({ steps }) => openToAll(steps)))
  if (since > now) return { step: 'draw', outcome: 'decided', revision }
  return { step: 'channel', outcome: 'decided', revision, since }

  function openToAll(steps: Revision['steps']): number {
    return steps.find(({ at }) => percentIn(steps, ladder, channel, at) === everybody)?.at ?? Infinity
  }
}

/** The variant that chance deals to a unit; the second salt keeps it independent of who is reached. */
export function dealt(flag: Flag, { weights }: Pick<Revision, 'weights'>, unit: string): string {
  const draw = bucket(`${flag.salt}/variant`, unit)
  let upTo = 0
  for (const { key } of flag.variants) {
    upTo += weights[key] ?? 0
    if (draw < upTo) return key
  }
  return flag.off
}

/** Whether chance decides between several variants. */
export const isSplit = ({ weights }: Pick<Revision, 'weights'>) =>
  Object.values(weights).filter((weight) => weight > 0).length > 1

export const isOut = ({ at, withdrawnAt }: Revision, now: number) =>
  at <= now && (withdrawnAt === undefined || withdrawnAt > now)
