import type { PacePolicy } from '../../src/pacing/policy.ts'
import type { Had, Timeline } from '../../src/pacing/release-clock.ts'

export type Case = {
  name: string
  policy: PacePolicy
  timeline: Timeline
  had?: Had[]
  now: number
  slot: number | null
  arrivals: (number | null)[]
  revision: number
}

const iso = /^\d{4}-\d\d-\d\dT/

/** The tables carry ISO 8601, the functions take milliseconds. */
export const casesOf = (table: { cases: unknown }): Case[] =>
  JSON.parse(JSON.stringify(table.cases), (_key, value) =>
    typeof value === 'string' && iso.test(value) ? Date.parse(value) : value,
  )
