import { digestOf } from '../base/digest.ts'
import type { Snapshot, Tie } from './exposure.ts'

/** What a subject had seen last of each flag, sorted by flag; `rows` in order of `lastAt` (ms). */
export function latestTies(rows: readonly (Tie & { lastAt: number })[]): Tie[] {
  const latest = new Map<string, Tie>()
  for (const { flag, revision, variant, assignment, claimed } of rows)
    latest.set(flag, { flag, revision, variant, assignment, ...(claimed && { claimed }) })
  return [...latest.values()].sort((a, b) => (a.flag < b.flag ? -1 : a.flag > b.flag ? 1 : 0))
}

/** The address of a snapshot: equal ones have the same. */
export function hashOf({ channel, pace, ties, appVersion, dimensions = {} }: Snapshot): string {
  const parts = ties.map((t) => [t.flag, t.revision, t.variant, t.assignment, t.claimed ?? false])
  const said = Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1))
  const context = appVersion === undefined && said.length === 0 ? [] : [[appVersion ?? null, said]]
  return digestOf([channel, pace, parts, ...context])
}
