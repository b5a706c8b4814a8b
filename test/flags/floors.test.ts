import { evaluate } from '../../src/flags/evaluate.ts'
import type { Flag } from '../../src/flags/flag.ts'
import { floorsOf } from '../../src/flags/floors.ts'
import { published, rolledBack } from '../../src/flags/publish.ts'
import type { Mark, Policy } from '../../src/pacing/policy.ts'
import { switchDraft, toEverybody } from '../support/drafts.ts'

const begin = Date.parse('2026-11-02T09:00:00Z')
const hour = 3_600_000
const ladder = ['stable', 'beta', 'canary']
const act = (at: number) => ({ now: at, by: 'Ada', ladder })

const fresh: Flag = {
  ...{ key: 'editor', ...switchDraft(), salt: 's', revisions: [], halts: [], kills: [], createdAt: begin, version: 1 },
}
const flag = published(published(fresh, toEverybody(), act(begin)), toEverybody(), act(begin + hour))

const policy = (pace: Policy['pace'], since: number): Policy => ({ channel: 'stable', pace, timeZone: 'UTC', since })

/** First (has both revisions), then asked to ask, and asking ever since. */
const marks: Mark[] = [
  { policy: policy('first', begin), until: begin + 2 * hour },
  { policy: policy('ask', begin + 2 * hour), until: begin + 3 * hour },
]
const asking = { unit: 'u', policy: policy('ask', begin + 3 * hour) }
const now = begin + 4 * hour

it('takes nothing away when the oldest marks become a floor', () => {
  const floors = floorsOf([flag], ladder, 'u', marks, {}, now)
  const kept = evaluate(flag, { ...asking, marks }, ladder, now)
  expect(kept).toMatchObject({ revision: 2, variant: 'on' })
  expect(evaluate(flag, { ...asking, marks: [], floors }, ladder, now)).toEqual(kept)
  expect(evaluate(flag, { ...asking, marks: [] }, ladder, now).revision).toBe(0)
})

it('falls back to what the marks had given below it when that is rolled back', () => {
  const floors = floorsOf([flag], ladder, 'u', marks, {}, now)
  const back = rolledBack(flag, 1, act(now))
  expect(evaluate(back, { ...asking, marks: [], floors }, ladder, now + 1).revision).toBe(1)
})

it('adds to the floors that were there', () => {
  const before = floorsOf([flag], ladder, 'u', marks, {}, now)
  const third = published(flag, toEverybody(), act(now))
  const later: Mark[] = [{ policy: policy('first', now + hour), until: now + 2 * hour }]
  const floors = floorsOf([third], ladder, 'u', later, before, now + 2 * hour)
  expect(evaluate(third, { ...asking, marks: [], floors }, ladder, now + 3 * hour).revision).toBe(3)
  const back = rolledBack(third, 0, act(now + 3 * hour))
  expect(evaluate(back, { ...asking, marks: [], floors }, ladder, now + 4 * hour).revision).toBe(0)
})
