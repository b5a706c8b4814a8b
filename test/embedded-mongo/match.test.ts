import { BSONRegExp, Decimal128, Long, MinKey, ObjectId } from 'bson'
import type { Document } from '../../src/embedded-mongo/bson-document.ts'
import { compileFilter, matchedPosition } from '../../src/embedded-mongo/match.ts'

const id = new ObjectId()
const rows: [filter: Document, document: Document, matches: boolean][] = [
  [{}, { a: 1 }, true],
  [{ a: null }, {}, true],
  [{ a: null }, { a: undefined }, true],
  [{ a: null }, { a: [] }, false],
  [{ a: null }, { a: [null] }, true],
  [{ a: { $exists: false } }, { a: null }, false],
  [{ a: { $ne: null } }, {}, false],
  [{ a: { $gte: null } }, {}, true],
  [{ a: { $gt: null } }, { a: 1 }, false],
  [{ a: { $in: [null, 3] } }, {}, true],
  [{ a: { $nin: [1] } }, { a: [1, 2] }, false],
  [{ 'a.b': null }, { a: 5 }, true],
  [{ 'a.b': null }, { a: [{ b: 1 }, {}] }, true],
  [{ 'a.b': null }, { a: [] }, false],
  [{ 'a.b': { $exists: false } }, { a: [] }, true],
  [{ 'a.b': 2 }, { a: [{ b: 1 }, { b: [2] }] }, true],
  [{ 'a.1.b': 3 }, { a: [{ b: 1 }, { b: 3 }] }, true],
  [{ 'a.1.b': 1 }, { a: [{ b: 1 }, { b: 3 }] }, false],
  [{ a: 1 }, { a: [[1]] }, false],
  [{ a: [1] }, { a: [[1]] }, true],
  [{ a: [1, 2] }, { a: [2, 1] }, false],
  [{ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }, false],
  [{ a: { $gt: 3 } }, { a: '5' }, false],
  [{ a: { $lt: 3 } }, { a: Number.NaN }, false],
  [{ a: { $lte: Number.NaN } }, { a: Number.NaN }, true],
  [{ a: { $gt: new MinKey() } }, { a: 'x' }, true],
  [{ a: { $gt: 1, $lt: 3 } }, { a: [0, 5] }, true],
  [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, { a: [0, 5] }, false],
  [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1 }, { c: 2 }] }, false],
  [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1, c: 2 }] }, true],
  [{ a: { $not: { $gt: 3 } } }, {}, true],
  [{ a: { $not: /^x/ } }, { a: 'xy' }, false],
  [{ a: { $all: [1, 2] } }, { a: [2, 3, 1] }, true],
  [{ a: { $all: [1] } }, { a: 1 }, true],
  [{ a: { $all: [] } }, { a: [] }, false],
  [{ a: { $size: 2 } }, { a: [1, [2]] }, true],
  [{ a: { $mod: [4, 1] } }, { a: Long.fromNumber(9) }, true],
  [{ a: { $regex: '^AB', $options: 'i' } }, { a: ['x', 'abc'] }, true],
  [{ a: new BSONRegExp('b.c', 's') }, { a: 'b\nc' }, true],
  [{ a: { $in: [/^x/, 5] } }, { a: 'xy' }, true],
  [{ a: { $type: 'array' } }, { a: [1] }, true],
  [{ a: { $type: ['string', 'null'] } }, { a: [1, 'x'] }, true],
  [{ a: { $type: 'number' } }, { a: Decimal128.fromString('1') }, true],
  [{ a: 5 }, { a: Long.fromNumber(5) }, true],
  [{ a: Decimal128.fromString('2.50') }, { a: 2.5 }, true],
  [{ a: { $gt: Long.fromString('9007199254740992') } }, { a: Long.fromString('9007199254740993') }, true],
  [{ a: id }, { a: [new ObjectId(id.toHexString())] }, true],
  [{ a: { $lt: new Date(5) } }, { a: new Date(4) }, true],
  [{ a: true }, { a: 1 }, false],
  [{ $or: [{ a: 1 }, { b: 1 }] }, { b: 1 }, true],
  [{ $nor: [{ a: 1 }, { b: 1 }] }, { b: 1 }, false],
  [{ $and: [{ a: { $gt: 1 } }, { a: { $lt: 3 } }] }, { a: 2 }, true],
  [{ $expr: { $gt: ['$a', '$b'] } }, { a: Long.fromString('9007199254740993'), b: 5 }, true],
  [{ $comment: 'why', a: 1 }, { a: 1 }, true],
]

describe('filters', () => {
  it.each(rows)('%j on %j', (filter, document, matches) => {
    expect(compileFilter(filter)(document)).toBe(matches)
  })

  it.each([
    [{ $fly: 1 }],
    [{ a: { $fly: 1 } }],
    [{ a: { $gt: 1, constructor: 1 } }],
    [{ a: { $in: 5 } }],
    [{ $or: [] }],
    [{ a: { $mod: [0, 1] } }],
  ])('refuse %j', (filter) => {
    expect(() => compileFilter(filter)).toThrow()
  })

  it.each([
    [{ a: 5 }, { a: [1, 5] }, 1],
    [{ 'a.b': { $gt: 1 } }, { a: [{ b: 0 }, { b: 1 }, { b: 2 }] }, 2],
    [{ x: 1, a: { $elemMatch: { b: 2 } } }, { x: 1, a: [{ b: 1 }, { b: 2 }] }, 1],
    [{ x: 1 }, { x: 1, a: [1] }, undefined],
  ])('%j in %j finds its place', (filter, document, position) => {
    expect(matchedPosition(document, filter as Document)).toBe(position)
  })
})
