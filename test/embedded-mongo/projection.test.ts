import type { Document } from '../../src/embedded-mongo/bson-document.ts'
import { compileProjection } from '../../src/embedded-mongo/projection.ts'

const document = {
  _id: 1,
  a: { b: 1, c: 2 },
  list: [{ x: 1, y: 2 }, 5, { y: 3 }, [{ x: 4 }]],
  numbers: [1, 2, 3, 4],
}

const rows: [projection: Document, projected: Document, filter?: Document][] = [
  [{ 'a.b': 1 }, { _id: 1, a: { b: 1 } }],
  [{ _id: 0, a: true }, { a: { b: 1, c: 2 } }],
  [{ _id: 1 }, { _id: 1 }],
  [{ _id: 0, 'list.x': 1 }, { list: [{ x: 1 }, {}, [{ x: 4 }]] }],
  [
    { list: 0, numbers: 0, 'a.c': 0 },
    { _id: 1, a: { b: 1 } },
  ],
  [{ _id: 0 }, { a: document.a, list: document.list, numbers: document.numbers }],
  [
    { list: 0, 'a.b': 0, numbers: { $slice: 2 } },
    { _id: 1, a: { c: 2 }, numbers: [1, 2] },
  ],
  [
    { a: 1, numbers: { $slice: [-3, 2] } },
    { _id: 1, a: document.a, numbers: [2, 3] },
  ],
  [{ numbers: { $elemMatch: { $gt: 2 } } }, { _id: 1, numbers: [3] }],
  [{ list: { $elemMatch: { y: 9 } } }, { _id: 1 }],
  [{ 'numbers.$': 1 }, { _id: 1, numbers: [3] }, { numbers: { $gte: 3 } }],
  [
    { sum: { $sum: '$numbers' }, 'a.b': 1 },
    { _id: 1, a: { b: 1 }, sum: 10 },
  ],
]

it.each(rows)('projection %j', (projection, projected, filter = {}) => {
  expect(compileProjection(projection, filter, {})?.(document)).toEqual(projected)
})

it('refuses to mix wanted and unwanted fields', () => {
  expect(() => compileProjection({ a: 1, list: 0 }, {}, {})).toThrow('Cannot do exclusion')
})
