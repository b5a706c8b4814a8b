import fc from 'fast-check'
import { timelineFor } from '../../src/flags/reach.ts'
import { inForce, movedFrom, type Ruling } from '../../src/pacing/in-force.ts'
import { hadAt } from '../../src/pacing/marks.ts'
import type { Mark, Policy } from '../../src/pacing/policy.ts'
import { revisionAt, type Timeline } from '../../src/pacing/release-clock.ts'
import { defaultBounds } from '../../src/projects/bounds.ts'
import { ladder, policy as policies, rolloutEvents, rolloutOf } from './generators.ts'
import { propertyRuns } from './property-runs.ts'

const day = 86_400_000
const now = Date.UTC(2026, 10, 2)
const stable = { channel: 'stable', pace: 'first', timeZone: 'UTC' } as const
const ruling = (more: Partial<Ruling> = {}): Ruling => ({
  ...{ bounds: defaultBounds, default: { ...stable }, past: [], removed: [] },
  ...more,
})
const shortWaits = { ...defaultBounds, soakDays: 30 }
const chosen: Policy = { ...stable, pace: 'seasonal', soak: { breaking: 60 }, since: now }
const within: Policy = { ...chosen, soak: { breaking: 30 } }

describe('who never chose', () => {
  it('follows the default since they were first seen', () => {
    expect(inForce(ruling(), undefined, [], now)).toEqual({
      ...{ policy: { ...stable, since: now }, marks: [], ended: [], clamped: [] },
    })
  })

  it('follows the changed one since it changed, and keeps the old one as a mark', () => {
    const changed = ruling({
      default: { ...stable, pace: 'calm' },
      past: [
        { until: now - day, ladder, bounds: defaultBounds, default: { ...stable, pace: 'ask' } },
        { until: now + day, ladder, bounds: defaultBounds, default: stable },
      ],
    })
    expect(inForce(changed, undefined, [], now)).toMatchObject({
      policy: { ...stable, pace: 'calm', since: now + day },
      marks: [{ policy: { ...stable, since: now }, until: now + day }],
    })
    expect(inForce(changed, undefined, [], now + 2 * day)).toMatchObject({
      policy: { pace: 'calm', since: now + 2 * day },
      marks: [],
    })
    const nobodyKnown = inForce(changed, undefined)
    expect(nobodyKnown.policy).toEqual({ ...stable, pace: 'calm', since: now + day })
    expect(nobodyKnown.marks.map(({ until }) => until)).toEqual([now - day, now + day])
  })

  it('is not moved by bounds that leave the default as it is', () => {
    const past = [{ until: now + day, ladder, bounds: shortWaits, default: stable }]
    expect(inForce(ruling({ past }), undefined, [], now)).toMatchObject({ policy: { since: now }, marks: [] })
  })
})

describe('who chose', () => {
  it('has what narrower bounds give from their instant on, and the choice itself once they are wide again', () => {
    const past = [{ until: now + day, ladder, bounds: defaultBounds, default: stable }]
    const narrowed = inForce(ruling({ bounds: shortWaits, past }), chosen)
    const first = { policy: chosen, until: now + day }
    expect(narrowed).toEqual({
      policy: { ...within, since: now + day },
      ...{ marks: [first], ended: [first] },
      clamped: [{ field: 'soak', class: 'breaking', asked: 60, given: 30 }],
    })
    const again = [...past, { until: now + 2 * day, ladder, bounds: shortWaits, default: stable }]
    const both = [first, { policy: { ...within, since: now + day }, until: now + 2 * day }]
    expect(inForce(ruling({ past: again }), chosen)).toEqual({
      policy: { ...chosen, since: now + 2 * day },
      ...{ marks: both, ended: both },
      clamped: [],
    })
  })

  it('keeps a hold as the bounds shortened it, also once it is over and something else changes', () => {
    const hold = { from: now, to: now + 80 * day }
    const holding: Policy = { ...stable, since: now, holds: [hold, { from: now - 60 * day, to: now - 10 * day }] }
    const short = { ...defaultBounds, holdDays: 30 }
    const past = [{ until: now + day, ladder, bounds: defaultBounds, default: stable }]
    const shortened = inForce(ruling({ bounds: short, past }), holding)
    expect(shortened.policy).toMatchObject({
      since: now + day,
      holds: [{ to: now + 30 * day }, { to: now - 10 * day }],
    })
    const turns = [...past, { until: now + 200 * day, ladder: ['stable', 'canary'], bounds: short, default: stable }]
    expect(inForce(ruling({ bounds: short, past: turns }), holding)).toEqual(shortened)
  })

  it('moves with a removed channel, by way of one that was removed later', () => {
    const removed = [
      { key: 'canary', name: 'Canary', to: 'beta', at: now + day },
      { key: 'beta', name: 'Beta', to: 'stable', at: now + 3 * day },
    ]
    const onCanary = { ...stable, channel: 'canary', since: now }
    const marks: Mark[] = [{ policy: { ...stable, channel: 'beta' }, until: now }]
    expect(inForce(ruling({ removed }), onCanary, marks)).toMatchObject({
      policy: { channel: 'stable', since: now + 3 * day },
      marks: [
        { policy: { channel: 'stable' }, until: now },
        { policy: { channel: 'stable', since: now }, until: now + day },
        { policy: { channel: 'stable', since: now + day }, until: now + 3 * day },
      ],
    })
  })
})

it('has the same in force before and after somebody is written anew', () => {
  const rulings = fc.record({
    removed: fc.subarray([
      { key: 'canary', name: 'Canary', to: 'beta', at: now + 2 * day },
      { key: 'beta', name: 'Beta', to: 'stable', at: now + 4 * day },
    ]),
    past: fc.subarray([
      { until: now + day, ladder, bounds: defaultBounds, default: stable },
      { until: now + 3 * day, ladder, bounds: shortWaits, default: stable },
      { until: now + 5 * day, ladder, bounds: defaultBounds, default: { ...stable, pace: 'calm' as const } },
    ]),
    bounds: fc.constantFrom(defaultBounds, shortWaits),
  })
  const choices = fc.record({
    channel: fc.constantFrom('stable', 'beta', 'canary'),
    since: fc.integer({ min: 0, max: 6 }),
  })
  fc.assert(
    fc.property(rulings, choices, (rules, { channel, since }) => {
      const asked = { ...chosen, channel, since: now + since * day - 1 }
      const all = ruling(rules)
      const moved = movedFrom(all, asked, [])
      expect(moved === undefined).toBe(!rules.removed.some(({ key }) => key === channel))
      if (moved) expect(inForce(all, moved.policy, moved.marks)).toEqual(inForce(all, asked))
    }),
    propertyRuns,
  )
})

it('takes from nobody what they have when the default or the bounds change', () => {
  const standing = (
    { policy, marks }: { policy: Policy; marks: readonly Mark[] },
    timeline: (channel: string) => Timeline,
    at: number,
  ) => revisionAt(timeline(policy.channel), policy, at, hadAt(timeline, ladder, policy.channel, marks, at))
  fc.assert(
    fc.property(
      rolloutEvents,
      policies,
      policies,
      fc.nat(99_999),
      fc.integer({ min: 1, max: 60 }),
      (events, one, other, draw, days) => {
        const rollout = rolloutOf(events)
        const timeline = (channel: string) => timelineFor(rollout, ladder, channel, draw)
        const until = (rollout.revisions[0]?.at ?? now) + days * day
        const [before, after] = [one, other].map(({ pace, timeZone }) => ({ channel: 'stable', pace, timeZone }))
        if (!before || !after) throw new Error('There are two')
        const had = standing(inForce(ruling({ default: before }), undefined), timeline, until)
        const past = [{ until, ladder, bounds: defaultBounds, default: before }]
        const withdrawn = timeline('stable').changes.some(({ withdrawnAt }) => withdrawnAt === until)
        fc.pre(!withdrawn)
        expect(standing(inForce(ruling({ default: after, past }), undefined), timeline, until)).toBeGreaterThanOrEqual(
          had,
        )
      },
    ),
    propertyRuns,
  )
})
