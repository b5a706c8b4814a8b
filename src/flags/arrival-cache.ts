import type { Policy } from '../pacing/policy.ts'
import type { Had } from '../pacing/release-clock.ts'
import type { Flag } from './flag.ts'
import { percentagesIn, stepAdmitting } from './reach.ts'
import type { Person } from './standing.ts'

const mostKept = 5000

/**
 * Keeps what the release clock computed, for all who share a policy and are admitted by the same steps: there are few
 * such groups, and a zoned conversion costs a hundred evaluations. What is kept goes with the version of the flag it
 * belongs to. `whenever`: the instant of the choice does not matter.
 */
export function arrivalCache<Clocked>() {
  const kept = new WeakMap<Flag, { percentages: Map<string, number[]>; byKey: Map<string, Clocked> }>()
  const policyKeys = new WeakMap<Policy, string>()

  return (
    flag: Flag,
    person: Person,
    pulls: readonly Had[],
    ladder: readonly string[],
    bucket: number,
    whenever: boolean,
    compute: () => Clocked,
  ): Clocked => {
    let own = kept.get(flag)
    if (!own) {
      const percentages = new Map(ladder.map((channel) => [channel, percentagesIn(flag, ladder, channel)]))
      own = { percentages, byKey: new Map() }
      kept.set(flag, own)
    }
    const key = `${admission(own.percentages, person, bucket)}${policyKey(person.policy, whenever)}${pastKey(flag, person, pulls)}`
    const there = own.byKey.get(key)
    if (there) return there
    const clocked = compute()
    if (own.byKey.size >= mostKept) own.byKey.clear()
    own.byKey.set(key, clocked)
    return clocked
  }

  function policyKey(policy: Policy, whenever: boolean): string {
    let key = policyKeys.get(policy)
    if (key === undefined) {
      const { since: _, ...rest } = policy
      key = JSON.stringify(rest)
      policyKeys.set(policy, key)
    }
    return whenever ? key : `${key}${policy.since}`
  }
}

/** By which step of a channel somebody is admitted; their marks may look at every channel. */
function admission(percentages: ReadonlyMap<string, number[]>, { policy, marks }: Person, bucket: number): string {
  const own = percentages.get(policy.channel)
  if (marks.length === 0 && own) return `${stepAdmitting(own, bucket)}`
  return [...percentages.values()].map((used) => stepAdmitting(used, bucket)).join()
}

function pastKey(flag: Flag, { marks, floors }: Person, pulls: readonly Had[]): string {
  const floor = floors?.[flag.key]
  return marks.length || floor || pulls.length ? JSON.stringify([marks, floor, pulls]) : ''
}
