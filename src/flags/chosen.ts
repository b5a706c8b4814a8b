import type { Mark } from '../pacing/policy.ts'
import type { PolicyGroup } from '../pacing/policy-key.ts'
import { dayMs } from '../pacing/zoned-time.ts'
import type { Flag } from './flag.ts'
import type { Person } from './standing.ts'

/** People who share a policy, and what the project's rules gave them before (`marks`). */
export type ChosenGroup = PolicyGroup & { marks?: readonly Mark[] }

/** Somebody who is looked at by themselves, and how many they stand for. */
export type ChosenOne = { person: Person; people: number }

/**
 * What all who are known have chosen, as far as it concerns one flag: by groups, but for those whose earlier policies or
 * own acts may have given them something, who are looked at one by one.
 */
export type Chosen = { groups: readonly ChosenGroup[]; ones: readonly ChosenOne[] }

/** No soak is longer, in days. */
const longestSoak = 366

/**
 * The instant (ms) from which on it matters for a flag what somebody had chosen before: that of its newest revision, or
 * of the oldest that somebody may still wait for.
 */
export function pastMattersFrom({ revisions, halts }: Flag, now: number): number {
  const standing = revisions.filter(({ withdrawnAt }) => withdrawnAt === undefined)
  const halted = halts.reduce((sum, { from, to = now }) => sum + to - from, 0)
  const awaited = standing.find(({ at }) => at + longestSoak * dayMs + halted > now)
  return Math.min(awaited?.at ?? now, standing.at(-1)?.at ?? now)
}
