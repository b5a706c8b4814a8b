import { Binary, type BSONRegExp, Decimal128, Long, type ObjectId } from 'bson'
import type { Document } from './bson-document.ts'
import { encodeValue } from './index-key.ts'
import { typeOrder, typeOrderOf } from './type-order.ts'

/** MongoDB's total order of values, types first: negative, zero or positive. */
export function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0
  const type = typeOrderOf(a)
  const difference = type - typeOrderOf(b)
  return difference !== 0 ? difference : compareWithin(type, a, b)
}

export const equalValues = (a: unknown, b: unknown) => compareValues(a, b) === 0

function compareWithin(type: number, a: unknown, b: unknown): number {
  switch (type) {
    case typeOrder.null:
    case typeOrder.emptyArray:
    case typeOrder.minKey:
    case typeOrder.maxKey:
      return 0
    case typeOrder.number:
      return compareNumbers(a, b)
    case typeOrder.string:
      return compareTexts(String(a), String(b))
    case typeOrder.boolean:
      return Number(a) - Number(b)
    case typeOrder.date:
      return (a as Date).getTime() - (b as Date).getTime()
    case typeOrder.objectId:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id)
    case typeOrder.object:
      return compareObjects(a as Document, b as Document)
    case typeOrder.array:
      return compareArrays(a as unknown[], b as unknown[])
    default:
      return Buffer.compare(encodeValue(a), encodeValue(b))
  }
}

function compareNumbers(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') {
    if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1
    return Number.isNaN(b) ? 1 : a - b || Number(a > b) - Number(a < b)
  }
  if (Long.isLong(a) && Long.isLong(b)) return a.compare(b)
  return Buffer.compare(encodeValue(a), encodeValue(b))
}

/** By code point, as MongoDB compares UTF-8; JavaScript's own order differs for surrogates. */
function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i)
    const right = b.charCodeAt(i)
    if (left !== right)
      return left >= 0xd800 && right >= 0xd800 ? aboveSurrogates(left) - aboveSurrogates(right) : left - right
  }
  return a.length - b.length
}

const aboveSurrogates = (unit: number) => (unit <= 0xdfff ? unit + 0x10000 : unit)

function compareObjects(a: Document, b: Document): number {
  const names = Object.keys(a)
  const others = Object.keys(b)
  for (let i = 0; i < names.length && i < others.length; i++) {
    const name = names[i] as string
    const other = others[i] as string
    const type = typeOrderOf(a[name])
    const difference =
      type - typeOrderOf(b[other]) || compareTexts(name, other) || compareWithin(type, a[name], b[other])
    if (difference !== 0) return difference
  }
  return names.length - others.length
}

function compareArrays(a: unknown[], b: unknown[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = compareValues(a[i], b[i])
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** The types of BSON by number and alias, as `$type` names them. */
export function bsonTypesOf(value: unknown): (string | number)[] {
  if (value === null) return [10, 'null']
  if (typeof value === 'string') return [2, 'string']
  if (typeof value === 'boolean') return [8, 'bool']
  if (typeof value === 'number') {
    return Number.isInteger(value) && Math.abs(value) <= 0x7fffffff && !Object.is(value, -0)
      ? [16, 'int', 'number']
      : [1, 'double', 'number']
  }
  if (value === undefined) return [6, 'undefined']
  if (Array.isArray(value)) return [4, 'array']
  if (value instanceof Date) return [9, 'date']
  if (value instanceof Decimal128) return [19, 'decimal', 'number']
  if (value instanceof Binary) return [5, 'binData']
  if (value instanceof RegExp || (value as BSONRegExp)._bsontype === 'BSONRegExp') return [11, 'regex']
  return typesByClass[(value as { _bsontype?: string })._bsontype ?? ''] ?? [3, 'object']
}

const typesByClass: Record<string, (string | number)[]> = {
  ObjectId: [7, 'objectId'],
  Long: [18, 'long', 'number'],
  Timestamp: [17, 'timestamp'],
  Code: [13, 'javascript'],
  BSONSymbol: [14, 'symbol'],
  MinKey: [-1, 'minKey'],
  MaxKey: [127, 'maxKey'],
}
