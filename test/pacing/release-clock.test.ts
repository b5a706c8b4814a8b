import type { PacePolicy } from '../../src/pacing/policy.ts'
import { arrivalsOf, type Had, revisionAt, slotFrom, type Timeline } from '../../src/pacing/release-clock.ts'
import table from './release-clock.cases.json' with { type: 'json' }

type Row = Omit<(typeof table.cases)[number], 'policy' | 'timeline' | 'had'> & {
  policy: PacePolicy
  timeline: Timeline
  had?: Had[]
}

const instantFields = new Set(['at', 'admittedAt', 'withdrawnAt', 'from', 'to', 'since'])

/** The tables carry ISO 8601, the functions take milliseconds. */
const rows = JSON.parse(JSON.stringify(table.cases), (key, value) =>
  instantFields.has(key) && typeof value === 'string' ? Date.parse(value) : value,
) as Row[]

const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString())

describe('the table of cases', () => {
  it.each(rows)('$name', ({ policy, timeline, had, now, slot, arrivals, revision }) => {
    expect(iso(slotFrom(policy, Date.parse(now)))).toBe(slot)
    expect(arrivalsOf(timeline, policy, had).map(iso)).toEqual(arrivals)
    expect(revisionAt(timeline, policy, Date.parse(now), had)).toBe(revision)
  })
})
