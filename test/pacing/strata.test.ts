import fc from 'fast-check'
import { type Stratum, strataOf } from '../../src/pacing/strata.ts'

it.each<[string, [number, number][], number, Stratum[]]>([
  ['nobody', [], 10, []],
  [
    'everybody at once, where that is enough',
    [
      [3, 4],
      [1, 6],
    ],
    10,
    [{ from: 1, to: 3, people: 10, look: 10 }],
  ],
  [
    'of more the same part of each day',
    [
      [1, 60],
      [2, 140],
    ],
    100,
    [
      { from: 1, to: 1, people: 60, look: 30 },
      { from: 2, to: 2, people: 140, look: 70 },
    ],
  ],
  [
    'at least one of each day',
    [
      [1, 1],
      [2, 999],
    ],
    10,
    [
      { from: 1, to: 1, people: 1, look: 1 },
      { from: 2, to: 2, people: 999, look: 10 },
    ],
  ],
])('looks at %s', (_name, days, most, expected) => expect(strataOf(new Map(days), most)).toEqual(expected))

it('counts everybody once, in few stretches, and looks at hardly more than it may', () => {
  const days = fc.uniqueArray(fc.tuple(fc.nat(2000), fc.integer({ min: 1, max: 500 })), { selector: ([day]) => day })
  fc.assert(
    fc.property(days, fc.integer({ min: 50, max: 600 }), (byDay, most) => {
      const strata = strataOf(new Map(byDay), most)
      const sum = (of: 'people' | 'look') => strata.reduce((total, one) => total + one[of], 0)
      expect(sum('people')).toBe(byDay.reduce((total, [, people]) => total + people, 0))
      expect(sum('look')).toBeLessThanOrEqual(most + strata.length)
      expect(strata.length).toBeLessThanOrEqual(32)
      for (const [day] of byDay) expect(strata.filter(({ from, to }) => from <= day && day <= to)).toHaveLength(1)
    }),
  )
})
