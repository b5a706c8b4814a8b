import fc from 'fast-check'
import { bucket } from '../../src/flags/bucket.ts'
import type { Flag } from '../../src/flags/flag.ts'
import { halted, openHalt, published, resumed, rolledBack } from '../../src/flags/publish.ts'
import { timelineFor } from '../../src/flags/reach.ts'
import { standingOf } from '../../src/flags/standing.ts'
import { hadAt } from '../../src/pacing/marks.ts'
import { type ChangeClass, changeClass, type Policy, paceName } from '../../src/pacing/policy.ts'
import { revisionAt } from '../../src/pacing/release-clock.ts'
import {
  person as draws,
  policy as policies,
  type RolloutEvent,
  rolloutEvents,
  rolloutOf,
} from '../pacing/generators.ts'
import { propertyRuns } from '../pacing/property-runs.ts'
import { switchDraft, toEverybody } from '../support/drafts.ts'

const begin = Date.parse('2026-10-01T09:00:00Z')
const hour = 3_600_000
const ladder = ['stable', 'beta', 'canary']

const fresh: Flag = {
  ...{ key: 'editor', ...switchDraft(), salt: 's', revisions: [], halts: [], kills: [], createdAt: begin, version: 1 },
}

const step = fc.record({
  what: fc.constantFrom('publish', 'publish', 'publish', 'halt', 'resume', 'roll back'),
  wait: fc.integer({ min: 1, max: 400 }),
  class: fc.constantFrom(...changeClass.options),
  urgent: fc.boolean(),
  stable: fc.integer({ min: 0, max: 100_000 }),
})

/** What a team might have done, step by step, each a few hours after the one before. */
const flags = fc.array(step, { minLength: 1, maxLength: 8 }).map((steps) => {
  let now = begin
  return steps.reduce((flag, { what, wait, stable, ...change }) => {
    now += wait * hour
    const act = { now, by: 'Ada', ladder }
    const last = flag.revisions.filter(({ withdrawnAt }) => withdrawnAt === undefined).at(-1)
    if (what === 'publish') return published(flag, toEverybody({ ...change, reach: { stable, beta: 100_000 } }), act)
    if (what === 'halt' && last && !openHalt(flag, now)) return halted(flag, last.number, act)
    if (what === 'resume' && openHalt(flag, now)) return resumed(flag, act)
    if (what === 'roll back' && last) return rolledBack(flag, 0, act)
    return flag
  }, fresh)
})

const instant = fc.integer({ min: 0, max: 3000 }).map((hours) => begin + hours * hour)
const policy = fc.record({
  channel: fc.constantFrom(...ladder),
  pace: fc.constantFrom(...paceName.options),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin'),
  since: instant,
})

it('answers from what is kept as the release clock answers when it is asked afresh', () => {
  fc.assert(
    fc.property(flags, policy, policy, fc.string(), instant, (flag, current, before, unit, now) => {
      const marks = [{ policy: before, until: current.since }]
      const person = { unit, policy: current, marks }
      const draw = bucket(flag.salt, unit)
      const timelineIn = (channel: string) => timelineFor(flag, ladder, channel, draw)
      const had = hadAt(timelineIn, ladder, current.channel, marks, now)
      const fresh = revisionAt(timelineIn(current.channel), current, now, had)
      expect(standingOf(flag, person, ladder, draw, now).revision).toBe(fresh)
      expect(standingOf(flag, person, ladder, draw, now).revision).toBe(fresh)
    }),
    { numRuns: 500 },
  )
})

/** The flag with such a rollout; who published it and what it deals does not matter here. */
const rolledOut = ({ revisions, halts }: ReturnType<typeof rolloutOf>): Flag => ({
  ...fresh,
  revisions: revisions.map(({ withdrawnAt, urgent = false, steps, ...one }, i) => ({
    ...{ ...one, urgent, steps: [...steps], number: i + 1, by: 'Ada', announced: false, weights: { on: 100_000 } },
    ...(withdrawnAt != null && { withdrawnAt }),
  })),
  halts: halts.map(({ first = 1, ...halt }) => ({ ...halt, first, by: 'Ada' })),
})

/** Chosen, and seen, so many hours after the first of the events. */
function expectAsAfresh(
  events: Parameters<typeof rolloutOf>[0],
  policy: Policy,
  draw: number,
  since: number,
  at: number,
) {
  const flag = rolledOut(rolloutOf(events))
  const [chosen, now] = [since, at].map((hours) => (events[0]?.at ?? begin) + hours * hour) as [number, number]
  const person = { unit: 'u', policy: { ...policy, since: chosen }, marks: [] }
  const afresh = revisionAt(timelineFor(flag, ladder, policy.channel, draw), person.policy, now)
  expect(standingOf(flag, person, ladder, draw, now).revision).toBe(afresh)
}

it('answers so for whatever policy was chosen at whatever time', () => {
  const hours = fc.integer({ min: -900, max: 5000 })
  fc.assert(
    fc.property(rolloutEvents, policies, draws, hours, fc.nat(3000), (events, policy, draw, since, later) => {
      expectAsAfresh(events, policy, draw, since, since + later)
    }),
    { numRuns: 10 * propertyRuns.numRuns },
  )
})

it('lets what comes after a security change wait for a slot after the choice that the security change brought forward', () => {
  const at = (day: number, changeClass: ChangeClass): RolloutEvent => ({
    ...{ kind: 'publish', pick: 0, urgent: false, percents: [100_000, 100_000, 100_000] },
    ...{ class: changeClass, at: Date.UTC(2026, 10, day) },
  })
  const events = [at(1, 'breaking'), at(2, 'security'), at(3, 'fix')]
  const policy: Policy = {
    channel: 'stable',
    pace: 'first',
    timeZone: 'UTC',
    soak: { breaking: 60 },
    cadence: 'weekly',
  }
  // Chosen on Wednesday the 11th, after the week's slot; seen that day, and after that of the week behind it.
  for (const hours of [10, 11, 24 * 9]) expectAsAfresh(events, policy, 0, 24 * 10 + 9, 24 * 10 + hours)
})

it('shares what it computed among people who chose the same at different times', () => {
  const flag = published(fresh, toEverybody(), { now: begin, by: 'Ada', ladder })
  const at = (since: number): { unit: string; policy: Policy; marks: [] } => ({
    unit: 'u',
    policy: { channel: 'stable', pace: 'calm', timeZone: 'UTC', since },
    marks: [],
  })
  const one = standingOf(flag, at(begin), ladder, 0, begin + 1000 * hour)
  const two = standingOf(flag, at(begin + 900 * hour), ladder, 0, begin + 1000 * hour)
  expect(one.timeline).toBe(two.timeline)
  expect(two.arrivals).toEqual([begin + 900 * hour])
})
