import type { Flag } from './flag.ts'
import { percentagesIn, stepAdmitting } from './reach.ts'
import type { Person } from './standing.ts'

const mostKept = 5000

/**
 * Keeps what the release clock computed, for all who share a policy and are admitted by the same steps: there are few
 * such groups, and a zoned conversion costs a hundred evaluations. What is kept goes with the version of the flag it
 * belongs to.
 */
export function arrivalCache<Clocked>() {
  const kept = new WeakMap<Flag, { percentages: number[][]; byKey: Map<string, Clocked> }>()

  return (flag: Flag, person: Person, ladder: readonly string[], bucket: number, compute: () => Clocked): Clocked => {
    let own = kept.get(flag)
    if (!own) {
      own = { percentages: ladder.map((channel) => percentagesIn(flag, ladder, channel)), byKey: new Map() }
      kept.set(flag, own)
    }
    const key = keyOf(flag, person, own.percentages, bucket)
    const there = own.byKey.get(key)
    if (there) return there
    const clocked = compute()
    if (own.byKey.size >= mostKept) own.byKey.clear()
    own.byKey.set(key, clocked)
    return clocked
  }
}

function keyOf(flag: Flag, { policy, marks, floors }: Person, percentages: number[][], bucket: number): string {
  const admitted = percentages.map((used) => stepAdmitting(used, bucket)).join()
  const floor = floors?.[flag.key]
  const past = marks.length || floor ? JSON.stringify([marks, floor]) : ''
  return `${admitted} ${JSON.stringify(policy)} ${past}`
}
