import { bucket } from '../../src/flags/bucket.ts'
import table from './bucket.cases.json' with { type: 'json' }

it.each(table.cases)('bucket($salt, $unit) is $bucket', ({ salt, unit, bucket: expected }) => {
  expect(bucket(salt, unit)).toBe(expected)
})

it('reads half a surrogate pair as the replacement character', () => {
  expect(bucket('checkout', 'a\ud83db')).toBe(bucket('checkout', 'a\ufffdb'))
  expect(bucket('checkout', '\ude00')).toBe(bucket('checkout', '\ufffd'))
})

it('deals evenly and independently of the salt', () => {
  const units = Array.from({ length: 20_000 }, (_, i) => `user-${i}`)
  const inside = units.filter((unit) => bucket('a', unit) < 20_000)
  const insideBoth = inside.filter((unit) => bucket('a/variant', unit) < 50_000)
  // Five standard deviations of a binomial either way.
  expect(Math.abs(inside.length - 4000)).toBeLessThan(5 * Math.sqrt(20_000 * 0.2 * 0.8))
  expect(Math.abs(insideBoth.length - inside.length / 2)).toBeLessThan(5 * Math.sqrt(inside.length / 4))
})
