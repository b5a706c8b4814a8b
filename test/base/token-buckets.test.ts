import fc from 'fast-check'
import { tokenBuckets } from '../../src/base/token-buckets.ts'

const rate = { burst: 3, perMinute: 6 }
const take = (buckets: ReturnType<typeof tokenBuckets>, now: number, name = 'a', kind = 'any') =>
  buckets.take([{ kind, name, rate }], now)[0]

it('gives what it holds at once, then one after the other', () => {
  const buckets = tokenBuckets(10)
  expect([0, 0, 0, 0].map((now) => take(buckets, now))).toEqual([0, 0, 0, 10_000])
  expect(take(buckets, 9_000)).toBe(1000)
  expect(take(buckets, 10_000)).toBe(0)
  expect(take(buckets, 10_000)).toBe(10_000)
  expect([40_000, 40_000, 40_000, 40_000].map((now) => take(buckets, now))).toEqual([0, 0, 0, 10_000])
})

it('takes from each or from none, and says which one lacks', () => {
  const buckets = tokenBuckets(10)
  const both = [
    { kind: 'any', name: 'wide', rate: { burst: 4, perMinute: 6 } },
    { kind: 'any', name: 'narrow', rate: { burst: 1, perMinute: 6 } },
  ]
  expect(buckets.take(both, 0)).toEqual([0, 0])
  expect(buckets.take(both, 0)).toEqual([0, 10_000])
  expect(buckets.take(both, 0)).toEqual([0, 10_000])
  const wide = both.slice(0, 1)
  expect([1, 2, 3, 4].map(() => buckets.take(wide, 0)[0])).toEqual([0, 0, 0, 10_000])
})

it('gives as much as is wanted, and more than it holds once it is full', () => {
  const buckets = tokenBuckets(10)
  const want = (amount: number, now: number) => buckets.take([{ kind: 'any', name: 'a', rate, amount }], now)[0]
  expect([2, 2, 0.5, 0.75].map((amount) => want(amount, 0))).toEqual([0, 10_000, 0, 2500])
  expect(want(100, 0)).toBe(25_000)
  expect(want(100, 25_000)).toBe(0)
  expect(want(1, 25_000)).toBe(10_000)
})

it('lets nobody wait for time that the clock has lost', () => {
  const buckets = tokenBuckets(10)
  for (const now of [3_600_000, 3_600_000, 3_600_000]) take(buckets, now)
  expect(take(buckets, 0)).toBe(10_000)
  expect(take(buckets, 10_000)).toBe(0)
})

describe('where there is no room for one more', () => {
  const full = (buckets: ReturnType<typeof tokenBuckets>, now: number) => {
    for (const name of ['a', 'a', 'a', 'b']) take(buckets, now, name)
  }

  it('forgets whose bucket is full again, and nobody else', () => {
    const buckets = tokenBuckets(2)
    full(buckets, 0)
    expect(take(buckets, 10_000, 'c')).toBe(0)
    expect(buckets.size('any')).toBe(2)
    expect(take(buckets, 10_000, 'a')).toBe(0)
    expect(take(buckets, 10_000, 'a')).toBe(10_000)
  })

  it('lets all others share one bucket while nobody can be forgotten, however many they are', () => {
    const buckets = tokenBuckets(2)
    full(buckets, 0)
    expect(['c', 'd', 'e', 'f', 'c'].map((name) => take(buckets, 0, name))).toEqual([0, 0, 0, 10_000, 10_000])
    for (let i = 0; i < 100; i++) take(buckets, 5000, `${i}`)
    expect(buckets.size('any')).toBe(3)
    expect(take(buckets, 5000, 'a')).toBe(5000)
  })

  it('takes nothing from those of another kind', () => {
    const buckets = tokenBuckets(2)
    full(buckets, 0)
    for (const name of ['c', 'd', 'e', 'f']) take(buckets, 0, name)
    expect([0, 0, 0, 0].map((now) => take(buckets, now, 'f', 'other'))).toEqual([0, 0, 0, 10_000])
  })
})

it('never gives more than its burst and what came in meanwhile, and always after the wait it told', () => {
  const asks = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 100 })
  fc.assert(
    fc.property(asks, (pauses) => {
      const buckets = tokenBuckets(10)
      let now = 0
      let given = 0
      for (const pause of pauses) {
        now += pause
        const wait = take(buckets, now) ?? 0
        if (wait === 0) given++
        else if (take(buckets, now + wait) !== 0) return false
        else {
          now += wait
          given++
        }
        if (given > rate.burst + now / 10_000) return false
      }
      return true
    }),
  )
})
