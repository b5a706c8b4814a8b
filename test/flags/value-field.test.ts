import { valueFrom, valueText } from '../../src/flags/value-field.ts'

it.each([
  ['boolean', ' TRUE ', { value: true }],
  ['boolean', 'false', { value: false }],
  ['boolean', '1', { fault: 'Write true or false' }],
  ['string', ' as it is ', { value: ' as it is ' }],
  ['string', '', { value: '' }],
  ['string', 'x'.repeat(4097), { fault: 'At most 4 096 characters' }],
  ['number', ' -1.5e3 ', { value: -1500 }],
  ['number', '', { fault: 'Write a number such as 12.5' }],
  ['number', 'Infinity', { fault: 'Write a number such as 12.5' }],
  ['object', '{"a": [1]}', { value: { a: [1] } }],
  ['object', '[1]', { fault: 'Write a JSON object such as {"columns": 2}' }],
  ['object', 'null', { fault: 'Write a JSON object such as {"columns": 2}' }],
  ['object', '{"a"', { fault: 'Write a JSON object such as {"columns": 2}' }],
  ['object', '{"$set": 1}', { fault: 'The key "$set" is not allowed' }],
  ['object', `{"a": "${'x'.repeat(16_384)}"}`, { fault: 'At most 16 KiB of JSON' }],
] as const)('reads a %s from %.40j', (type, typed, expected) => {
  expect(valueFrom(typed, type)).toEqual(expected)
})

it('reads back what it shows', () => {
  for (const value of [true, 1.5, { a: [1] }])
    expect(valueFrom(valueText(value), typeof value as 'boolean' | 'number' | 'object')).toEqual({ value })
  expect(valueText('as it is')).toBe('as it is')
})
