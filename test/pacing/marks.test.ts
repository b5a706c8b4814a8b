import fc from 'fast-check'
import { timelineFor } from '../../src/flags/reach.ts'
import { floorIn, hadAt, remark } from '../../src/pacing/marks.ts'
import type { Mark, Policy } from '../../src/pacing/policy.ts'
import { type Had, revisionAt, type Timeline } from '../../src/pacing/release-clock.ts'
import { instant, ladder, person, policy, pullsOf, rolloutEvents, rolloutOf } from './generators.ts'
import { propertyRuns } from './property-runs.ts'

const day = 86_400_000
const october = Date.UTC(2026, 9, 1)
const first: Policy = { channel: 'stable', pace: 'first', timeZone: 'UTC' }
const oneChange: Timeline = { changes: [{ at: october, class: 'feature' }], halts: [] }

describe('what earlier policies leave', () => {
  it('slowing down takes nothing away', () => {
    const marks = remark([], first, october + day)
    expect(hadAt(() => oneChange, ladder, 'stable', marks, october + day)).toEqual([{ revision: 1, at: october + day }])
  })

  it('a mark gives only what its policy had given when it ended', () => {
    const marks = remark([], first, october - 1)
    expect(hadAt(() => oneChange, ladder, 'stable', marks, october + day)).toEqual([])
  })

  it('what has been withdrawn since falls back to what it would be without', () => {
    const timeline: Timeline = {
      changes: [...oneChange.changes, { at: october + 1, class: 'fix', withdrawnAt: october + 5 * day }],
      halts: [],
    }
    const marks = remark([], first, october + day)
    const revisions = [october + 4 * day, october + 5 * day].map((now) =>
      hadAt(() => timeline, ladder, 'stable', marks, now),
    )
    expect(revisions.map((had) => had.map(({ revision }) => revision))).toEqual([[2], [1]])
  })

  it('each policy starts from what the ones before had given', () => {
    const timeline: Timeline = {
      changes: [
        { at: october, class: 'breaking' },
        { at: october + day, class: 'fix' },
      ],
      halts: [],
    }
    // The fix need not wait for the breaking change, which the first policy gave: it comes on Tuesday the 13th.
    const calm: Policy = { channel: 'stable', pace: 'calm', timeZone: 'UTC', since: october + 1 }
    const marks = remark(remark([], first, october + 1), calm, october + 13 * day)
    expect(hadAt(() => timeline, ladder, 'stable', marks, october + 13 * day)).toEqual([
      { revision: 1, at: october + 1 },
      { revision: 2, at: october + 13 * day },
    ])
  })

  it('leaving a channel keeps what the new channel gives at the old pace', () => {
    const timelineIn = (channel: string): Timeline => ({
      changes: [
        { at: october, class: 'feature' },
        { at: channel === 'beta' ? october : null, class: 'feature' },
      ],
      halts: [],
    })
    const marks = remark([], { ...first, channel: 'beta' }, october + day)
    const revisions = ['stable', 'beta', 'canary'].map((channel) =>
      hadAt(timelineIn, ladder, channel, marks, october + day),
    )
    expect(revisions.map((had) => had.map(({ revision }) => revision))).toEqual([[1], [2], [2]])
  })

  it('counts a channel that has left the ladder as the most cautious', () => {
    const asked: string[] = []
    const marks = remark([], { ...first, channel: 'gone' }, october + day)
    const timelineIn = (channel: string) => {
      asked.push(channel)
      return oneChange
    }
    hadAt(timelineIn, ladder, 'canary', marks, october + day)
    expect(asked).toEqual(['canary', 'stable'])
  })

  it('starts from the pulls that stand', () => {
    const pulled = [{ revision: 1, at: october + day }]
    const withdrawn = {
      changes: [{ at: october, class: 'feature' as const, withdrawnAt: october + 2 * day }],
      halts: [],
    }
    expect(hadAt(() => oneChange, ladder, 'stable', [], october + 3 * day, pulled)).toEqual(pulled)
    expect(hadAt(() => withdrawn, ladder, 'stable', [], october + 3 * day, pulled)).toEqual([])
  })
})

const history = rolloutEvents.chain((events) => {
  const rollout = rolloutOf(events)
  return fc.record({
    rollout: fc.constant(rollout),
    bucket: person,
    pulls: pullsOf(rollout),
    policies: fc.array(policy, { minLength: 2, maxLength: 5 }),
    changes: fc.array(instant, { minLength: 4, maxLength: 4 }),
  })
})

type History = typeof history extends fc.Arbitrary<infer T> ? T : never
type Phase = { policy: Policy; from: number; marks: Mark[] }

/** Each policy in turn, chosen at the instant at which the one before ended. */
function phasesOf({ policies, changes }: History): Phase[] {
  const instants = [...changes].sort((a, b) => a - b)
  const phases: Phase[] = []
  for (const [i, chosen] of policies.entries()) {
    const before = phases.at(-1)
    const from = i === 0 ? -Infinity : (instants[i - 1] ?? 0)
    const policy = i === 0 ? chosen : { ...chosen, since: from }
    phases.push({ policy, from, marks: before ? remark(before.marks, before.policy, from) : [] })
  }
  return phases
}

const timelinesOf =
  ({ rollout, bucket }: History) =>
  (channel: string) =>
    timelineFor(rollout, ladder, channel, bucket)

function inForce(history: History, phase: Phase, now: number, marks = phase.marks, more: readonly Had[] = []): number {
  const timelineIn = timelinesOf(history)
  const { policy } = phase
  const had = hadAt(timelineIn, ladder, policy.channel, marks, now, [...history.pulls, ...more])
  return revisionAt(timelineIn(policy.channel), policy, now, had)
}

/** Where something may fall, to the millisecond, and every fortnight in between. */
function instantsOf({ rollout, changes }: History): number[] {
  const sharp = [...changes, ...rollout.revisions.flatMap(({ withdrawnAt }) => withdrawnAt ?? [])]
  const fortnights = Array.from({ length: 16 }, (_, i) => october + (14 * i - 40) * day)
  return [...new Set([...fortnights, ...sharp.flatMap((at) => [at - 1, at])])].sort((a, b) => a - b)
}

const withdrawnBetween = ({ rollout }: History, after: number, upTo: number) =>
  rollout.revisions.some(({ withdrawnAt }) => withdrawnAt && after < withdrawnAt && withdrawnAt <= upTo)

it('8: no change of mind takes anything away but leaving a channel', () => {
  fc.assert(
    fc.property(history, (history) => {
      const phases = phasesOf(history)
      let before = { at: -Infinity, revision: 0, rung: 0 }
      for (const at of instantsOf(history)) {
        const phase = phases.findLast(({ from }) => from <= at)
        if (!phase) throw new Error('the first phase has no start')
        const rung = ladder.indexOf(phase.policy.channel)
        const revision = inForce(history, phase, at)
        const mayFall = rung < before.rung || withdrawnBetween(history, before.at, at)
        if (!mayFall) expect(revision).toBeGreaterThanOrEqual(before.revision)
        before = { at, revision, rung }
      }
    }),
    propertyRuns,
  )
})

describe('a floor in place of the oldest marks', () => {
  it('gives the same until something more is withdrawn, and never less after', () => {
    fc.assert(
      fc.property(history, fc.nat(), (history, pick) => {
        const phase = phasesOf(history).at(-1)
        const foldedAt = phase?.from
        if (!phase || foldedAt === undefined) throw new Error('no last phase')
        const folded = 1 + (pick % phase.marks.length)
        const floor = floorIn(
          timelinesOf(history),
          ladder,
          phase.policy.channel,
          phase.marks.slice(0, folded),
          foldedAt,
          history.pulls,
        )
        for (const now of instantsOf(history).filter((now) => now >= foldedAt)) {
          const exact = inForce(history, phase, now)
          const short = inForce(history, phase, now, phase.marks.slice(folded), floor)
          if (withdrawnBetween(history, foldedAt, now)) expect(short).toBeGreaterThanOrEqual(exact)
          else expect(short).toBe(exact)
        }
      }),
      propertyRuns,
    )
  })

  it('keeps each lower revision that would be left after a withdrawal', () => {
    const timeline: Timeline = { changes: [...oneChange.changes, { at: october + 1, class: 'fix' }], halts: [] }
    const marks = remark([], first, october + day)
    expect(floorIn(() => timeline, ladder, 'stable', marks, october + day)).toEqual([
      { revision: 2, at: october + day },
      { revision: 1, at: october + day },
    ])
  })

  it('keeps what the marks give by themselves when a pull is undone', () => {
    const marks = remark([], first, october + day)
    const pulls = [{ revision: 1, at: october }]
    expect(floorIn(() => oneChange, ladder, 'stable', marks, october + day, pulls)).toEqual([
      { revision: 1, at: october + day },
    ])
  })
})
