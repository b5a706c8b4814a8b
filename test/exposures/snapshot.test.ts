import type { Tie } from '../../src/exposures/exposure.ts'
import { hashOf, latestTies } from '../../src/exposures/snapshot.ts'

const tie = (flag: string, variant: string, lastAt: number, more: Partial<Tie> = {}) => ({
  ...{ flag, revision: 1, variant, assignment: 'random' as const, lastAt },
  ...more,
})

it('holds what was seen last of each flag, sorted by flag, without the instant', () => {
  const rows = [tie('b', 'on', 1), tie('a', 'off', 2), tie('b', 'off', 3, { claimed: true })]
  expect(latestTies(rows)).toEqual([
    { flag: 'a', revision: 1, variant: 'off', assignment: 'random' },
    { flag: 'b', revision: 1, variant: 'off', assignment: 'random', claimed: true },
  ])
  expect(latestTies([])).toEqual([])
})

it('has one address for equal snapshots, and another for every difference', () => {
  const snapshot = { channel: 'beta', pace: 'calm', ties: latestTies([tie('a', 'on', 1)]) }
  const others = [
    { ...snapshot, channel: 'stable' },
    { ...snapshot, pace: 'first' },
    { ...snapshot, ties: [] },
    { ...snapshot, appVersion: '1' },
    { ...snapshot, dimensions: { plan: 'pro' } },
    { ...snapshot, dimensions: { plan: 'free' } },
    ...[{ revision: 2 }, { variant: 'off' }, { assignment: 'channel' as const }, { claimed: true }].map((more) => ({
      ...snapshot,
      ties: snapshot.ties.map((one) => ({ ...one, ...more })),
    })),
  ]
  expect(hashOf({ ...snapshot, ties: latestTies([tie('a', 'on', 99)]) })).toBe(hashOf(snapshot))
  expect(hashOf({ ...snapshot, dimensions: { a: '1', b: '2' } })).toBe(
    hashOf({ ...snapshot, dimensions: { b: '2', a: '1' } }),
  )
  // What was stored before there was a context keeps its address.
  expect(hashOf({ channel: 'beta', pace: 'calm', ties: [] })).toBe('pjoV7UPCuuWehRKVPC8fJINdTqToSaRJ0RWd0XuyfV4')
  expect(new Set([snapshot, ...others].map(hashOf)).size).toBe(1 + others.length)
})
