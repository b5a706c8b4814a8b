import { boundsEffect } from '../../src/pacing/bounds-effect.ts'
import type { Policy } from '../../src/pacing/policy.ts'
import { defaultBounds, type Rules } from '../../src/projects/bounds.ts'

const stable = { channel: 'stable', pace: 'first', timeZone: 'UTC' } as const
const wide: Rules = { bounds: defaultBounds, default: stable }
const narrow: Rules = { bounds: { ...defaultBounds, soakDays: 20 }, default: stable }
const calmer: Rules = { bounds: defaultBounds, default: { ...stable, channel: 'beta', pace: 'calm' } }
const groups = [
  { policy: { ...stable, pace: 'calm' } as Policy, people: 12 },
  { policy: { ...stable, pace: 'early' } as Policy, people: 30 },
]

it.each<[string, Rules, Rules, number, string[]]>([
  ['nothing', wide, wide, 5, []],
  [
    'narrower bounds',
    wide,
    narrow,
    5,
    ['What twelve people chose lies outside: it counts as far as the bounds go, and their own page says so.'],
  ],
  ['wider bounds', narrow, wide, 5, ['What twelve people chose counts in full again.']],
  [
    'another default',
    wide,
    calmer,
    5,
    ['Five people who never chose are on Beta with “Calm” in UTC from now on. They keep what they have.'],
  ],
  ['another default for nobody yet', wide, calmer, 0, ['Whoever is new is on Beta with “Calm” in UTC from now on.']],
])('says whom it concerns: %s', (_name, before, after, undecided, sentences) => {
  const nameOf = (key: string) => (key === 'beta' ? 'Beta' : 'Stable')
  expect(boundsEffect(before, after, groups, { undecided, nameOf }, 0)).toEqual(sentences)
})
