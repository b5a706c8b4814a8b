import fc from 'fast-check'
import { type Interval, meanInterval, npsInterval, wilson } from '../../src/insights/interval.ts'
import type { Histogram } from '../../src/insights/score.ts'
// Expected values from scipy 1.17: wilson by its own binomtest, the others by their formulas written out with its quantiles.
import cases from './interval.cases.json' with { type: 'json' }

const methods: Record<string, (input: Histogram, level: number) => Interval> = {
  mean: meanInterval,
  nps: npsInterval,
  wilson: ([successes, n]) => wilson(successes ?? Number.NaN, n ?? Number.NaN),
}

it.each(cases)('$name', ({ method, input, level, expected }) => {
  const interval = methods[method]?.(input, level)
  const values = [interval?.estimate, interval?.low, interval?.high]
  values.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 9)
  })
})

const anyHistogram = fc
  .array(fc.oneof(fc.constant(0), fc.nat(3), fc.nat(5000)), { minLength: 11, maxLength: 11 })
  .filter((histogram) => histogram.some((n) => n > 0))

it('holds its estimate, stays in range and claims no certainty', () => {
  fc.assert(
    fc.property(anyHistogram, (histogram) => {
      const inRange = ({ estimate, low, high }: Interval, least: number, greatest: number) => {
        expect(low).toBeGreaterThanOrEqual(least)
        expect(estimate).toBeGreaterThanOrEqual(low)
        expect(high).toBeGreaterThanOrEqual(estimate)
        expect(greatest).toBeGreaterThanOrEqual(high)
        expect(high).toBeGreaterThan(low)
      }
      inRange(meanInterval(histogram), 0, 10)
      inRange(npsInterval(histogram), -100, 100)
      const n = histogram.reduce((total, bin) => total + bin, 0)
      inRange(wilson(histogram[10] ?? 0, n), 0, 1)
    }),
    { numRuns: 300 },
  )
})

it('refuses what nobody answered', () => {
  const nobody = new Array<number>(11).fill(0)
  expect(() => meanInterval(nobody)).toThrow(RangeError)
  expect(() => npsInterval(nobody)).toThrow(RangeError)
  expect(() => meanInterval([1, 2])).toThrow(RangeError)
  expect(() => wilson(0, 0)).toThrow(RangeError)
})
