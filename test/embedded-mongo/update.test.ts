import { Decimal128, Long } from 'bson'
import type { Document } from '../../src/embedded-mongo/bson-document.ts'
import { compileUpdate, upsertedDocument } from '../../src/embedded-mongo/update.ts'

const compile = (update: unknown, filter: Document = {}, arrayFilters: Document[] = []) =>
  compileUpdate(update, { filter, arrayFilters, variables: {}, now: new Date(7) })

type Row = { update: unknown; before: Document; after: Document; filter?: Document; arrayFilters?: Document[] }
const rows: Row[] = [
  { update: { $set: { 'a.b.c': 1 } }, before: {}, after: { a: { b: { c: 1 } } } },
  { update: { $set: { 'a.2': 1 } }, before: { a: [0] }, after: { a: [0, null, 1] } },
  { update: { $set: { 'toString.x': 1 } }, before: {}, after: { toString: { x: 1 } } as never },
  {
    update: { $unset: { 'a.b': '', 'c.0': '' } },
    before: { a: { b: 1, d: 2 }, c: [1, 2] },
    after: { a: { d: 2 }, c: [null, 2] },
  },
  { update: { $inc: { a: 2, b: -1 } }, before: { a: 1 }, after: { a: 3, b: -1 } },
  {
    update: { $inc: { a: 1 } },
    before: { a: Long.fromString('9007199254740993') },
    after: { a: Long.fromString('9007199254740994') },
  },
  {
    update: { $inc: { a: Decimal128.fromString('0.2') } },
    before: { a: Decimal128.fromString('0.1') },
    after: { a: Decimal128.fromString('0.3') },
  },
  { update: { $mul: { a: 3, b: 3 } }, before: { a: 2 }, after: { a: 6, b: 0 } },
  { update: { $min: { a: 1, b: 5 }, $max: { c: 9 } }, before: { a: 2, b: 3, c: 4 }, after: { a: 1, b: 3, c: 9 } },
  { update: { $push: { a: 3 } }, before: {}, after: { a: [3] } },
  {
    update: { $push: { a: { $each: [5, 1], $position: 0, $slice: 3 } } },
    before: { a: [9, 8] },
    after: { a: [5, 1, 9] },
  },
  {
    update: { $push: { a: { $each: [{ s: 2 }], $sort: { s: 1 }, $slice: -2 } } },
    before: { a: [{ s: 3 }, { s: 1 }] },
    after: { a: [{ s: 2 }, { s: 3 }] },
  },
  { update: { $addToSet: { a: { $each: [1, 2, 2] } } }, before: { a: [1] }, after: { a: [1, 2] } },
  { update: { $addToSet: { a: { x: 1 } } }, before: { a: [{ x: 1 }] }, after: { a: [{ x: 1 }] } },
  { update: { $pull: { a: { $gte: 2 } } }, before: { a: [1, 2, 3] }, after: { a: [1] } },
  { update: { $pull: { a: { x: 1 } } }, before: { a: [{ x: 1, y: 2 }, { x: 2 }] }, after: { a: [{ x: 2 }] } },
  { update: { $pull: { a: 2 } }, before: { a: [2, 3, 2] }, after: { a: [3] } },
  { update: { $pull: { a: { $in: ['x'] } } }, before: { a: ['x', 'y'] }, after: { a: ['y'] } },
  { update: { $pullAll: { a: [1, 2] } }, before: { a: [1, 2, 3] }, after: { a: [3] } },
  { update: { $pop: { a: -1 } }, before: { a: [1, 2] }, after: { a: [2] } },
  { update: { $rename: { a: 'b.c' } }, before: { a: 1 }, after: { b: { c: 1 } } },
  { update: { $rename: { x: 'y' } }, before: { a: 1 }, after: { a: 1 } },
  {
    update: { $currentDate: { a: true, b: { $type: 'date' } } },
    before: {},
    after: { a: new Date(7), b: new Date(7) },
  },
  { update: { $bit: { a: { and: 6 } } }, before: { a: 3 }, after: { a: 2 } },
  { update: { $setOnInsert: { a: 1 } }, before: { b: 1 }, after: { b: 1 } },
  {
    update: { $set: { 'a.$.b': 9 } },
    filter: { 'a.b': 2 },
    before: { a: [{ b: 1 }, { b: 2 }] },
    after: { a: [{ b: 1 }, { b: 9 }] },
  },
  { update: { $inc: { 'a.$[]': 1 } }, before: { a: [1, 2] }, after: { a: [2, 3] } },
  {
    update: { $set: { 'a.$[x].b': 0 } },
    arrayFilters: [{ 'x.b': { $gt: 1 } }],
    before: { a: [{ b: 1 }, { b: 2 }] },
    after: { a: [{ b: 1 }, { b: 0 }] },
  },
  {
    update: { $set: { 'a.$[].b.$[y]': 0 } },
    arrayFilters: [{ y: 5 }],
    before: { a: [{ b: [5, 6] }] },
    after: { a: [{ b: [0, 6] }] },
  },
  { update: { a: 2 }, before: { _id: 1, b: 1 }, after: { _id: 1, a: 2 } },
  {
    update: [{ $set: { c: { $add: ['$a', 1] } } }, { $unset: 'a' }],
    before: { _id: 1, a: 2 },
    after: { _id: 1, c: 3 },
  },
  { update: [{ $replaceWith: { n: '$a' } }], before: { _id: 1, a: 2 }, after: { _id: 1, n: 2 } },
]

describe('updates', () => {
  it.each(rows)('$update on $before', ({ update, before, after, filter, arrayFilters }) => {
    expect(compile(update, filter, arrayFilters).apply(before, false)).toEqual(after)
  })

  it.each([
    [{ $set: { _id: 2 } }, 66],
    [{ $fly: { a: 1 } }, 9],
    [{ $set: { a: 1 }, $inc: { a: 1 } }, 40],
    [{ $set: { 'a.b': 1, a: 1 } }, 40],
    [{ $set: { 'n.x': 1 } }, 28],
    [{ $inc: { s: 1 } }, 14],
    [{ $push: { n: 1 } }, 2],
    [{ $set: { 'a.$.b': 1 } }, 2],
    [{ $set: { 'a.$[q]': 1 } }, 2],
    [{ _id: 5, a: 1 }, 66],
    [[{ $group: { _id: 1 } }], 72],
  ])('%j is refused with %i', (update, code) => {
    expect(() => compile(update).apply({ _id: 1, n: 5, s: 'x', a: [1] }, false)).toThrow(
      expect.objectContaining({ code }),
    )
  })

  it.each([
    [{ a: 1, 'b.c': 2, d: { $gt: 5 } }, { $set: { e: 3 } }, { a: 1, b: { c: 2 }, e: 3 }],
    [{ $and: [{ a: { $eq: 1 } }] }, { $setOnInsert: { b: 2 } }, { a: 1, b: 2 }],
    [{ a: { $in: [4] } }, { $inc: { n: 1 } }, { a: 4, n: 1 }],
    [{ a: 1 }, { b: 2 }, { b: 2 }],
  ])('an upsert of %j with %j', (filter, update, made) => {
    const { _id, ...rest } = upsertedDocument(filter, compile(update, filter))
    expect(rest).toEqual(made)
    expect(_id).toBeDefined()
    expect(upsertedDocument({ ...filter, _id: 7 }, compile(update, filter))._id).toBe(7)
  })
})
