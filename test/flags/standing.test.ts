import fc from 'fast-check'
import { bucket } from '../../src/flags/bucket.ts'
import type { Flag } from '../../src/flags/flag.ts'
import { halted, openHalt, published, resumed, rolledBack } from '../../src/flags/publish.ts'
import { timelineFor } from '../../src/flags/reach.ts'
import { standingOf } from '../../src/flags/standing.ts'
import { hadAt } from '../../src/pacing/marks.ts'
import { changeClass, type Policy, paceName } from '../../src/pacing/policy.ts'
import { revisionAt } from '../../src/pacing/release-clock.ts'
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
