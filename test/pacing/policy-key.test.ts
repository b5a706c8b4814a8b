import fc from 'fast-check'
import { timelineFor } from '../../src/flags/reach.ts'
import type { Policy } from '../../src/pacing/policy.ts'
import { policyKey, policyOfKey } from '../../src/pacing/policy-key.ts'
import { revisionAt } from '../../src/pacing/release-clock.ts'
import { instant, ladder, person, policy, rolloutEvents, rolloutOf } from './generators.ts'
import { propertyRuns } from './property-runs.ts'

const now = Date.UTC(2026, 10, 2, 9)
const day = 86_400_000
const plain: Policy = { channel: 'beta', pace: 'calm', timeZone: 'Europe/Berlin' }
const key = (more: Partial<Policy>) => policyKey({ ...plain, ...more }, now)

describe('the key of a policy', () => {
  it('is the same whenever and in whatever order it was chosen', () => {
    expect(key({ since: now - day })).toBe(key({}))
    expect(key({ window: { days: [5, 1], start: '09:00' } })).toBe(key({ window: { start: '09:00', days: [1, 5] } }))
    expect(key({ holds: [{ from: now - 30 * day, to: now - 9 * day }] })).toBe(key({}))
    expect(key({ holds: [] })).toBe(key({}))
  })

  it('tells apart what asks something else of what is to come', () => {
    const holds = [{ from: now - day, to: now + day }]
    const all = [
      {},
      { channel: 'stable' },
      { pace: 'steady' as const },
      { soak: { fix: 1 } },
      { cadence: 'monthly' as const },
      { timeZone: 'Asia/Tokyo' },
      { holds },
      { holds: [{ from: now - day }] },
      { securityCapHours: 24 },
      { window: { days: [1], start: '09:00' } },
      // A slot that this hold moved may still be ahead.
      { holds: [{ from: now - 9 * day, to: now - day }] },
    ]
    expect(new Set(all.map(key)).size).toBe(all.length)
  })

  it('leaves the time zone out where nothing depends on it, and fits into an index with any number of holds', () => {
    expect(key({ pace: 'first' })).toBe(key({ pace: 'first', timeZone: 'Asia/Tokyo' }))
    expect(key({ pace: 'first', window: { days: [1], start: '09:00' } })).toContain('Berlin')
    const holds = Array.from({ length: 400 }, (_, i) => ({ from: now + i * day, to: now + i * day + 1 }))
    const longest = key({ channel: 'x'.repeat(64), holds, soak: { fix: 366, feature: 366, breaking: 366 } })
    expect(longest.length).toBeLessThan(890)
  })

  it('stands for a policy that gives the same from now on, unless something lay over the instant of the choice', () => {
    fc.assert(
      fc.property(
        rolloutEvents,
        policy,
        person,
        fc.array(instant, { minLength: 4 }),
        (events, chosen, draw, instants) => {
          const rollout = rolloutOf(events)
          const since = Math.min(...instants)
          const spans = [...rollout.halts, ...(chosen.holds ?? [])]
          fc.pre(spans.every(({ from, to = Infinity }) => since < from || to <= since))
          const timeline = timelineFor(rollout, ladder, chosen.channel, draw)
          const [, seenFrom = since, ...later] = [...instants].sort((a, b) => a - b)
          const grouped = policyOfKey(policyKey({ ...chosen, since }, seenFrom))
          for (const at of [seenFrom, ...later])
            expect(revisionAt(timeline, grouped, at)).toBe(revisionAt(timeline, { ...chosen, since }, at))
        },
      ),
      propertyRuns,
    )
  })
})
