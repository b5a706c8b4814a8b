import { type Clamp, clamped, clampedSentence, refuseOutside } from '../../src/pacing/clamped.ts'
import type { Policy } from '../../src/pacing/policy.ts'
import { type Bounds, defaultBounds } from '../../src/projects/bounds.ts'

const day = 86_400_000
const now = Date.UTC(2026, 10, 2)
const policy = (more: Partial<Policy> = {}): Policy => ({ channel: 'beta', pace: 'steady', timeZone: 'UTC', ...more })
const narrow = (more: Partial<Bounds>): Bounds => ({ ...defaultBounds, ...more })
const hold = (days: number, from = now) => ({ from, to: from + days * day })

it.each<[string, Partial<Policy>, Partial<Bounds>, Partial<Policy>, Clamp[]]>([
  ['within the bounds', { soak: { fix: 90 } }, {}, { soak: { fix: 90 } }, []],
  [
    'an own soak above the bound',
    { soak: { fix: 40, feature: 10 } },
    { soakDays: 30 },
    { soak: { fix: 30, feature: 10 } },
    [{ field: 'soak', class: 'fix', asked: 40, given: 30 }],
  ],
  [
    'the soak of the pace above the bound',
    { pace: 'seasonal' },
    { soakDays: 45 },
    { pace: 'seasonal', soak: { breaking: 45 } },
    [{ field: 'soak', class: 'breaking', asked: 60, given: 45 }],
  ],
  [
    'a pace that is not offered: the next slower one',
    { pace: 'early' },
    { paces: ['first', 'calm'] },
    { pace: 'calm' },
    [{ field: 'pace', asked: 'early', given: 'calm' }],
  ],
  [
    'no slower one: the slowest, without the own soak',
    { pace: 'seasonal', soak: { fix: 80 }, cadence: 'monthly' },
    { paces: ['first', 'steady'] },
    { pace: 'steady' },
    [{ field: 'pace', asked: 'seasonal', given: 'steady' }],
  ],
  ['to ask has no soak', { pace: 'ask' }, { soakDays: 0 }, { pace: 'ask' }, []],
  [
    'the usual security cap above the longest',
    {},
    { securityCapHours: { least: 0, most: 24 } },
    { securityCapHours: 24 },
    [{ field: 'securityCapHours', asked: 72, given: 24 }],
  ],
  [
    'a security cap below the shortest',
    { securityCapHours: 2 },
    { securityCapHours: { least: 12, most: 168 } },
    { securityCapHours: 12 },
    [{ field: 'securityCapHours', asked: 2, given: 12 }],
  ],
  [
    'a hold that is too long',
    { holds: [hold(90)] },
    { holdDays: 14 },
    { holds: [hold(14)] },
    [{ field: 'hold', asked: 90, given: 14 }],
  ],
  ['a hold without an end ends at the bound', { holds: [{ from: now }] }, {}, { holds: [hold(90)] }, []],
  [
    'a hold that is over',
    { holds: [hold(60, now - 100 * day)] },
    { holdDays: 14 },
    { holds: [hold(60, now - 100 * day)] },
    [],
  ],
])('clamps %s', (_name, chosen, bounds, given, taken) => {
  const result = clamped(policy(chosen), narrow(bounds), now)
  expect(result.policy).toEqual(policy(given))
  expect(result.clamped).toEqual(taken)
})

it('gives the very policy where nothing is to be clamped, so that what is computed for it can be shared', () => {
  const chosen = policy()
  expect(clamped(chosen, defaultBounds).policy).toBe(chosen)
})

it.each<[string, Partial<Policy>, Partial<Bounds>, string | undefined, string]>([
  ['all that is offered', { pace: 'ask' }, {}, undefined, ''],
  [
    'a pace',
    { pace: 'early' },
    { paces: ['first', 'ask'] },
    'pace',
    'This pace is not offered here: “As soon as it is out” and “Ask me” are',
  ],
  ['a soak', { soak: { breaking: 31 } }, { soakDays: 30 }, 'soak.breaking', 'At most 30 days here'],
  ['a cap', { securityCapHours: 169 }, {}, 'securityCapHours', 'Between 0 and 168 hours here'],
  ['the soak of an offered pace is not refused', { pace: 'seasonal' }, { soakDays: 7 }, undefined, ''],
])('refuses %s', (_name, chosen, bounds, field, message) => {
  const choose = () => refuseOutside(policy(chosen), narrow(bounds))
  if (field === undefined) expect(choose).not.toThrow()
  else expect(choose).toThrow(expect.objectContaining({ kind: 'invalid', faults: [{ field, message }] }))
})

it.each<[Clamp[], string | undefined]>([
  [[], undefined],
  [
    [
      { field: 'soak', class: 'feature', asked: 30, given: 14 },
      { field: 'soak', class: 'breaking', asked: 60, given: 14 },
      { field: 'hold', asked: 90, given: 1 },
    ],
    'The team of Notewell has narrowed what can be chosen: for you, at most 14 days of waiting instead of 60 days and holds of at most one day instead of 90 days.',
  ],
  [
    [{ field: 'pace', asked: 'ask', given: 'seasonal' }],
    'The team of Notewell has narrowed what can be chosen: for you, “A few times a year” instead of “Ask me”.',
  ],
])('says so in one sentence', (taken, sentence) => {
  expect(clampedSentence(taken, 'Notewell')).toBe(sentence)
})
