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
