import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { PacePolicy } from '../../src/pacing/policy.ts'
import { arrivalsOf, revisionAt, slotFrom, type Timeline } from '../../src/pacing/release-clock.ts'
import { casesOf } from './cases.ts'
import table from './release-clock.cases.json' with { type: 'json' }

const cases = casesOf(table)
const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString())

describe('the table of cases', () => {
  it.each(cases)('$name', ({ policy, timeline, had, now, slot, arrivals, revision }) => {
    expect(iso(slotFrom(policy, now))).toBe(iso(slot))
    expect(arrivalsOf(timeline, policy, had).map(iso)).toEqual(arrivals.map(iso))
    expect(revisionAt(timeline, policy, now, had)).toBe(revision)
  })
})

it('10: gives the same answer whatever the time zone of the server', async () => {
  const run = async (TZ: string) => {
    const script = require.resolve('./print-clock.ts')
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], {
      env: { ...process.env, TZ },
    })
    return JSON.parse(stdout) as { offset: number; answers: unknown[] }
  }
  const [apia, stJohns] = await Promise.all([run('Pacific/Apia'), run('America/St_Johns')])
  expect([apia.offset, stJohns.offset]).toEqual([-780, 150])
  expect(apia.answers).toEqual(cases.map(({ slot, arrivals, revision }) => [slot, arrivals, revision]))
  expect(stJohns.answers).toEqual(apia.answers)
}, 20_000)

it('ignores revisions that were never published', () => {
  const policy: PacePolicy = { pace: 'ask', timeZone: 'UTC' }
  const timeline: Timeline = { changes: [{ at: 0, class: 'fix' }], halts: [] }
  expect(revisionAt(timeline, policy, 10, [{ revision: 2, at: 5 }])).toBe(0)
  expect(arrivalsOf(timeline, policy, [{ revision: 2, at: 5 }])).toEqual([null])
})

it('takes well under a millisecond for ten changes', () => {
  const policy: PacePolicy = { pace: 'calm', timeZone: 'Europe/Berlin' }
  const timeline: Timeline = {
    changes: Array.from({ length: 10 }, (_, i) => ({ at: Date.UTC(2026, 6, 1 + 6 * i), class: 'feature' })),
    halts: [{ from: Date.UTC(2026, 7, 1), to: Date.UTC(2026, 7, 3) }],
  }
  for (let i = 0; i < 200; i++) arrivalsOf(timeline, policy)
  const rounds = Array.from({ length: 200 }, () => {
    const start = performance.now()
    arrivalsOf(timeline, policy)
    return performance.now() - start
  })
  expect(rounds.sort((a, b) => a - b)[100]).toBeLessThan(1)
})
