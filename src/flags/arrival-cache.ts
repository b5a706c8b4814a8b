import type { Mark, Policy } from '../pacing/policy.ts'
import type { Had } from '../pacing/release-clock.ts'
import type { Flag } from './flag.ts'
import { numbering } from './numbering.ts'
import { edgesIn, stepAdmitting } from './reach.ts'
import type { Person } from './standing.ts'

const mostKept = 5000

type OnLadder<Clocked> = { ladder: readonly string[]; edges: number[]; kept: Map<number | string, Clocked> }

/**
 * Keeps what the release clock computed, for all who share a policy and are admitted by the same steps: there are few
 * such groups, and a zoned conversion costs a hundred evaluations. What is kept goes with the version of the flag it
 * belongs to. `whenever`: the instant of the choice does not matter.
 */
export function arrivalCache<Clocked>() {
  // A flag is asked by today's ladder, and where the past is told by earlier ones.
  const ofFlags = new WeakMap<Flag, OnLadder<Clocked>[]>()
  const policyNumber = numbering<Policy>((policy) => JSON.stringify(policy))
  const timelessNumber = numbering<Policy>(({ since: _, ...policy }) => JSON.stringify(policy))
  const marksNumber = numbering<readonly Mark[]>((marks) => JSON.stringify(marks))

  return (
    flag: Flag,
    { policy, marks, floors }: Person,
    pulls: readonly Had[],
    ladder: readonly string[],
    bucket: number,
    whenever: boolean,
    compute: () => Clocked,
  ): Clocked => {
    const { edges, kept } = onLadder(flag, ladder)
    // What is only timeless never shares a number with what is not.
    const chosen = whenever ? 2 * timelessNumber(policy) : 2 * policyNumber(policy) + 1
    const shared = chosen * (edges.length + 1) + stepAdmitting(edges, bucket)
    const floor = floors?.[flag.key]
    const key = marks.length > 0 || floor || pulls.length > 0 ? `${shared} ${pastKey(marks, floor, pulls)}` : shared
    const there = kept.get(key)
    if (there) return there
    const clocked = compute()
    if (kept.size >= mostKept) kept.clear()
    kept.set(key, clocked)
    return clocked
  }

  function onLadder(flag: Flag, ladder: readonly string[]): OnLadder<Clocked> {
    const known = ofFlags.get(flag) ?? []
    const there = known.find((one) => isSame(one.ladder, ladder))
    if (there) return there
    const own = { ladder, edges: edgesIn(flag, ladder), kept: new Map() }
    ofFlags.set(flag, [...known, own])
    return own
  }

  function pastKey(marks: readonly Mark[], floor: object | undefined, pulls: readonly Had[]): string {
    const marked = marks.length > 0 ? marksNumber(marks) : 0
    return floor || pulls.length > 0 ? `${marked} ${JSON.stringify([floor, pulls])}` : `${marked}`
  }
}

const isSame = (one: readonly string[], other: readonly string[]) =>
  one === other || (one.length === other.length && one.every((key, i) => key === other[i]))
