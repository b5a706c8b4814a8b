import { BSONRegExp, deserialize, Long, serialize, Timestamp } from 'bson'
import { CommandError } from './command-error.ts'

export type Document = Record<string, unknown>

export const maxDocumentBytes = 16 * 1024 * 1024
const maxNesting = 100

/** Reads stored or received bytes; 64-bit integers stay `Long` and regular expressions `BSONRegExp`, so nothing is lost. */
export const decodeDocument = (bytes: Uint8Array): Document =>
  deserialize(bytes, { promoteLongs: false, bsonRegExp: true })

/** As `decodeDocument`, with 64-bit integers as numbers where they are exact: what mingo can reckon with. */
export const decodeForMingo = (bytes: Uint8Array): Document => deserialize(bytes, { promoteLongs: true })

export const encodeDocument = (document: Document): Buffer =>
  checkSize(serialize(document, { ignoreUndefined: false }) as Buffer)

/** Refuses what MongoDB refuses to store: over 16 MiB (10334). */
export function checkSize(bytes: Buffer): Buffer {
  if (bytes.length > maxDocumentBytes) {
    throw new CommandError(10334, `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and 16793600(16MB)`)
  }
  return bytes
}

/** A BSON object as opposed to an array, a null or one of BSON's scalar classes. */
export const isDocument = (value: unknown): value is Document => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null || '$ref' in value
}

/** Refuses more than 100 levels (15). */
export function checkNesting(value: unknown, depth = 0): void {
  if (depth > maxNesting) throw new CommandError(15, `document exceeded maximum nested object depth: ${maxNesting}`)
  if (Array.isArray(value)) for (const item of value) checkNesting(item, depth + 1)
  else if (isDocument(value)) for (const name of Object.keys(value)) checkNesting(value[name], depth + 1)
}

/** A copy that shares no object or array with its source; scalars are immutable and shared. */
export function copyValue<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyValue) as T
  if (!isDocument(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copyValue(item)])) as T
}

/** JavaScript's number for any BSON number, `undefined` for anything else. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (Long.isLong(value) && !(value instanceof Timestamp)) return value.toNumber()
  const tag = (value as { _bsontype?: string } | null | undefined)?._bsontype
  if (tag === 'Int32' || tag === 'Double' || tag === 'Decimal128') return Number(String(value))
  return undefined
}

/** Turns a stored or received regular expression into JavaScript's; MongoDB's `x` option has no equivalent. */
export function asRegExp(value: unknown, options?: string): RegExp | undefined {
  if (value instanceof RegExp) return options === undefined ? value : new RegExp(value.source, javascriptFlags(options))
  if (value instanceof BSONRegExp) return new RegExp(value.pattern, javascriptFlags(options ?? value.options))
  if (typeof value === 'string') return new RegExp(value, javascriptFlags(options ?? ''))
  return undefined
}

const javascriptFlags = (options: string) => {
  const unknown = options.replace(/[imsu]/g, '')
  if (unknown) throw new CommandError(51108, `invalid flag in regex options: ${unknown}`)
  return [...new Set(options)].join('')
}
