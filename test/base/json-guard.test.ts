import { guardJson } from '../../src/base/json-guard.ts'
import { Problem } from '../../src/base/problem.ts'

const nested = (depth: number): unknown => (depth === 0 ? 'leaf' : { inner: nested(depth - 1) })

it.each<[string, unknown]>([
  ['nothing', undefined],
  ['a text', 'a $ in a text, and a dot.'],
  ['32 levels', nested(32)],
  ['a list of objects', [{ a: 1 }, { a: [{ b: null }] }]],
  ['keys that only look like forbidden ones', { __proto: 1, 'a-b': 2, a$: 3, Constructor: 4 }],
])('lets %s pass', (_name, value) => {
  expect(() => guardJson(value)).not.toThrow()
})

it.each<[string, unknown, string]>([
  ['a 33rd level', nested(33), 'inner'],
  ['a 33rd level of lists', JSON.parse('['.repeat(33) + ']'.repeat(33)), '0'],
  ['an operator', { a: { $gt: '' } }, 'a'],
  ['a dotted key', { a: [{ 'b.c': 1 }] }, 'a.0'],
  ['a key of the prototype', JSON.parse('{"a":{"__proto__":{"admin":true}}}'), 'a'],
  ['a constructor', JSON.parse('{"constructor":{}}'), ''],
  ['NUL in a text', { a: 'x\0y' }, 'a'],
  ['NUL in a key', { a: { 'x\0y': 1 } }, 'a'],
  ['NUL after what is deeper', { a: [{ b: [1] }, 'x\0y'] }, 'a.1'],
  ['bytes', { a: Buffer.from('x') }, 'a'],
])('refuses %s and says where', (_name, value, field) => {
  try {
    guardJson(value)
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(Problem)
    expect(thrown).toMatchObject({ kind: 'invalid', faults: [{ field }] })
    return
  }
  throw new Error('It was let through')
})

it('looks through as much as a message holds in no more time than a few parses', () => {
  const text = `{"a":[${'0,'.repeat(32_000)}0]}`
  const best = (work: () => unknown) => {
    const times = Array.from({ length: 15 }, () => {
      const begin = performance.now()
      work()
      return performance.now() - begin
    })
    return Math.min(...times)
  }
  const value = JSON.parse(text)
  expect(best(() => guardJson(value))).toBeLessThan(4 * best(() => JSON.parse(text)))
})
