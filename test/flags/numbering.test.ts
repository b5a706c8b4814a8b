import { numbering } from '../../src/flags/numbering.ts'

const number = numbering<{ name: string }>(({ name }) => name)

it('gives the same number to what says the same, and to nothing else', () => {
  const one = { name: 'a' }
  expect(number({ name: 'a' })).toBe(number(one))
  expect(number({ name: 'b' })).not.toBe(number(one))
})

it('gives no number twice, though it forgets', () => {
  const one = { name: 'kept' }
  const first = number(one)
  const others = Array.from({ length: 12_000 }, (_, i) => number({ name: `${i}` }))
  expect(new Set([first, ...others]).size).toBe(12_001)
  expect(number(one)).toBe(first)
})
