import fc from 'fast-check'
import {
  logGamma,
  normalCdf,
  normalQuantile,
  regularisedBeta,
  studentCdf,
  studentQuantile,
} from '../../src/insights/distributions.ts'
// Expected values from mpmath 1.3 at 40 digits; scipy 1.17 agrees with all of them.
import cases from './distributions.cases.json' with { type: 'json' }

const functions: Record<string, (...input: number[]) => number> = {
  logGamma: (x = Number.NaN) => logGamma(x),
  regularisedBeta: (x = Number.NaN, a = Number.NaN, b = Number.NaN) => regularisedBeta(x, a, b),
  studentCdf: (t = Number.NaN, df = Number.NaN) => studentCdf(t, df),
  studentQuantile: (p = Number.NaN, df = Number.NaN) => studentQuantile(p, df),
  normalCdf: (z = Number.NaN) => normalCdf(z),
  normalQuantile: (p = Number.NaN) => normalQuantile(p),
}

const relativeError = (value: number, expected: number) => Math.abs(value - expected) / Math.abs(expected || 1)

it.each(cases)('$name', ({ function: name, input, expected }) => {
  const value = functions[name]?.(...input) ?? Number.NaN
  expect(relativeError(value, expected)).toBeLessThan(1e-10)
})

it('takes a quantile back to its probability', () => {
  const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })
  fc.assert(
    fc.property(probability, fc.integer({ min: 1, max: 500 }), (p, df) => {
      expect(relativeError(studentCdf(studentQuantile(p, df), df), p)).toBeLessThan(1e-9)
      expect(relativeError(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-9)
    }),
  )
})

it.each([
  ['logGamma at a pole', () => logGamma(0)],
  ['regularisedBeta beyond one', () => regularisedBeta(1.1, 2, 3)],
  ['studentQuantile of one', () => studentQuantile(1, 4)],
  ['normalQuantile of NaN', () => normalQuantile(Number.NaN)],
])('refuses %s', (_, attempt) => {
  expect(attempt).toThrow(RangeError)
})
