import fc from 'fast-check'
import { redacted } from '../../src/base/redact.ts'
import cases from './redact.cases.json' with { type: 'json' }

it.each(cases)('takes out of $name what must not be written', ({ text, expected }) => {
  expect(redacted(text)).toBe(expected)
})

it.each(cases)('changes nothing a second time: $name', ({ text }) => {
  expect(redacted(redacted(text))).toBe(redacted(text))
})

it('never takes long, whatever is written', () => {
  const pieces = [
    'a',
    '@',
    '.',
    '-',
    ' ',
    '0',
    '00',
    '+',
    '(',
    '1',
    'DE89',
    'eyJ',
    'x@',
    '4111',
    '/',
    'password:',
    '\u200b',
    '%40',
    '4 ',
    ' (at) ',
    '&#64;',
    '\u0967',
    '4111.',
    'BE68 ',
    'ab12',
  ]
  const hostile = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((some) =>
    some
      .join('')
      .repeat(Math.ceil(5000 / some.join('').length))
      .slice(0, 5000),
  )
  fc.assert(
    fc.property(hostile, (text) => {
      const from = performance.now()
      redacted(text)
      return performance.now() - from < 1000
    }),
    { numRuns: 200 },
  )
})
