/** The first byte of every encoded value; their order is MongoDB's order of types. */
export const typeOrder = {
  minKey: 1,
  emptyArray: 3,
  null: 5,
  number: 10,
  string: 15,
  object: 20,
  array: 25,
  binary: 30,
  objectId: 35,
  boolean: 40,
  date: 45,
  timestamp: 47,
  regex: 50,
  code: 60,
  maxKey: 250,
} as const

/** Stands for the key of an empty array, which MongoDB sorts below null. */
export const emptyArrayKey = Symbol('empty array')

export function typeOrderOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return typeOrder.string
    case 'number':
    case 'bigint':
      return typeOrder.number
    case 'boolean':
      return typeOrder.boolean
    case 'symbol':
      return typeOrder.emptyArray
    case 'undefined':
      return typeOrder.null
  }
  if (value === null) return typeOrder.null
  if (Array.isArray(value)) return typeOrder.array
  if (value instanceof Date) return typeOrder.date
  if (value instanceof RegExp) return typeOrder.regex
  if (value instanceof Uint8Array) return typeOrder.binary
  return orderOfBsonType((value as { _bsontype?: string })._bsontype)
}

function orderOfBsonType(tag: string | undefined): number {
  switch (tag) {
    case 'ObjectId':
      return typeOrder.objectId
    case 'Long':
    case 'Decimal128':
    case 'Int32':
    case 'Double':
      return typeOrder.number
    case 'Binary':
      return typeOrder.binary
    case 'Timestamp':
      return typeOrder.timestamp
    case 'BSONRegExp':
      return typeOrder.regex
    case 'BSONSymbol':
      return typeOrder.string
    case 'Code':
      return typeOrder.code
    case 'MinKey':
      return typeOrder.minKey
    case 'MaxKey':
      return typeOrder.maxKey
    default:
      return typeOrder.object
  }
}
