import {
  agoText,
  countText,
  listText,
  numberText,
  numeralText,
  percentText,
  pluralText,
} from '../../src/base/wording.ts'

it.each([
  [0, '0'],
  [1234, '1\u202f234'],
  [12_345.5, '12\u202f345.5'],
  [-3, '\u22123'],
])('numberText %d', (value, text) => {
  expect(numberText(value)).toBe(text)
})

it.each([
  [0, '0\u202f%'],
  [12_500, '12.5\u202f%'],
  [1, '0.001\u202f%'],
  [100_000, '100\u202f%'],
])('percentText %d', (thousandths, text) => {
  expect(percentText(thousandths)).toBe(text)
})

it('counts people', () => {
  expect([0, 1, 2, 2404].map((n) => pluralText(n, 'person', 'people'))).toEqual([
    '0 people',
    '1 person',
    '2 people',
    '2\u202f404 people',
  ])
  expect([0, 1, 12, 13].map((n) => countText(n, 'person', 'people'))).toEqual([
    'No people',
    'One person',
    'Twelve people',
    '13 people',
  ])
  expect([0, 3, 2404].map(numeralText)).toEqual(['no', 'three', '2\u202f404'])
})

it.each([
  [[], ''],
  [['A'], 'A'],
  [['A', 'B'], 'A and B'],
  [['A', 'B', 'C'], 'A, B and C'],
])('lists %j', (names, text) => {
  expect(listText(names)).toBe(text)
})

it.each([
  [0, 'just now'],
  [9999, 'just now'],
  [10_000, '10 s ago'],
  [59_999, '59 s ago'],
  [60_000, '1 min ago'],
  [3_599_999, '59 min ago'],
  [3_600_000, '1 h ago'],
  [86_400_000, '1 day ago'],
  [10 * 86_400_000, '10 days ago'],
  [-7 * 60_000, 'in 7 min'],
])('%d ms: %s', (passed, text) => {
  expect(agoText(1e12, 1e12 + passed)).toBe(text)
})
