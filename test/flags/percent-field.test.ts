import fc from 'fast-check'
import { percentField, thousandthsOf } from '../../src/flags/percent-field.ts'

it.each([
  ['0', 0],
  ['100', 100_000],
  ['12.5', 12_500],
  [' 12,5 % ', 12_500],
  ['0.001', 1],
  ['33.333%', 33_333],
  ['007', 7000],
  ['100.001', undefined],
  ['12.3456', undefined],
  ['-1', undefined],
  ['1e1', undefined],
  ['half', undefined],
  ['', undefined],
])('reads %j', (typed, thousandths) => {
  expect(thousandthsOf(typed)).toBe(thousandths)
})

it('reads back every percentage that it shows', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 100_000 }), (t) => thousandthsOf(percentField(t)) === t))
})
