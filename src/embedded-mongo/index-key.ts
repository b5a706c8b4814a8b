import { createHash } from 'node:crypto'
import { Binary, BSONRegExp, Code, type ObjectId, type Timestamp } from 'bson'
import type { Document } from './bson-document.ts'
import { encodeNumber, writeSortableDouble } from './number-key.ts'
import { typeOrder, typeOrderOf } from './type-order.ts'

/** Bytes whose plain order is MongoDB's order of values; self-delimiting, so that encodings can be strung together. */
export function encodeValue(value: unknown): Buffer {
  if (typeof value === 'string' && !value.includes('\0')) return encodePlainText(value)
  if (typeof value === 'number') return encodePlainNumber(value)
  const parts: Buffer[] = []
  append(parts, value)
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
}

function append(parts: Buffer[], value: unknown): void {
  const type = typeOrderOf(value)
  parts.push(Buffer.of(type))
  appendBody(parts, type, value)
}

function appendBody(parts: Buffer[], type: number, value: unknown): void {
  switch (type) {
    case typeOrder.number:
      parts.push(encodeNumber(value))
      break
    case typeOrder.string:
    case typeOrder.code:
      parts.push(encodeText(value instanceof Code ? String(value.code) : String(value)))
      break
    case typeOrder.object:
      for (const [name, item] of Object.entries(value as Document)) {
        const itemType = typeOrderOf(item)
        parts.push(Buffer.of(itemType), encodeText(name))
        appendBody(parts, itemType, item)
      }
      parts.push(Buffer.of(0))
      break
    case typeOrder.array:
      for (const item of value as unknown[]) append(parts, item)
      parts.push(Buffer.of(0))
      break
    case typeOrder.binary:
      parts.push(encodeBinary(value as Binary | Uint8Array))
      break
    case typeOrder.objectId:
      parts.push(Buffer.from((value as ObjectId).id))
      break
    case typeOrder.boolean:
      parts.push(Buffer.of(value ? 1 : 0))
      break
    case typeOrder.date:
      parts.push(encodeInt64(BigInt((value as Date).getTime())))
      break
    case typeOrder.timestamp: {
      const bytes = Buffer.alloc(8)
      bytes.writeBigUInt64BE(BigInt.asUintN(64, (value as Timestamp).toBigInt()))
      parts.push(bytes)
      break
    }
    case typeOrder.regex: {
      const { source, flags } = regexParts(value as RegExp | BSONRegExp)
      parts.push(encodeText(source), encodeText(flags))
      break
    }
  }
}

const regexParts = (value: RegExp | BSONRegExp) =>
  value instanceof BSONRegExp
    ? { source: value.pattern, flags: value.options }
    : { source: value.source, flags: value.flags }

function encodeInt64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value) ^ (1n << 63n))
  return bytes
}

/** A whole value in one piece: type, text, two zeros. */
function encodePlainText(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const bytes = Buffer.allocUnsafe(length + 3)
  bytes[0] = typeOrder.string
  bytes.write(text, 1)
  bytes[length + 1] = 0
  bytes[length + 2] = 0
  return bytes
}

/** A whole value in one piece: type, number, and that it is no more and no less. */
function encodePlainNumber(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(10)
  bytes[0] = typeOrder.number
  writeSortableDouble(bytes, value, 1)
  bytes[9] = 1
  return bytes
}

// A zero byte inside a text becomes 00 FF, the end is 00 00: shorter texts sort first.
function encodeText(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  if (!bytes.includes(0)) return Buffer.concat([bytes, Buffer.of(0, 0)])
  const escaped: number[] = []
  for (const byte of bytes) {
    escaped.push(byte)
    if (byte === 0) escaped.push(255)
  }
  return Buffer.from([...escaped, 0, 0])
}

/** The text that `bytes` encode as a whole field, if it is one without a zero byte inside. */
export function decodeText(bytes: Buffer): string | undefined {
  const end = bytes.indexOf(0)
  return bytes[0] === typeOrder.string && end === bytes.length - 2 ? bytes.toString('utf8', 1, end) : undefined
}

function encodeBinary(value: Binary | Uint8Array): Buffer {
  const data = value instanceof Binary ? value.buffer.subarray(0, value.length()) : value
  const head = Buffer.alloc(5)
  head.writeUInt32BE(data.length)
  head[4] = value instanceof Binary ? value.sub_type : 0
  return Buffer.concat([head, data])
}

// LMDB's keys end at 1978 bytes; a longer value keeps its beginning (for ranges) and a digest (for equality).
const keyBudget = 1800
const digestBytes = 32

/** The longest encoding of one field that an index of so many fields keeps whole, in bytes. */
export const fieldBudget = (fields: number) => Math.floor(keyBudget / fields)

/** How many leading bytes of an encoding can be compared with any stored key. */
export const comparableBytes = (budget: number) => budget - digestBytes

export function fitToBudget(encoded: Buffer, budget: number): { bytes: Buffer; cut: boolean } {
  if (encoded.length <= budget) return { bytes: encoded, cut: false }
  const digest = createHash('sha256').update(encoded).digest()
  return { bytes: Buffer.concat([encoded.subarray(0, comparableBytes(budget)), digest]), cut: true }
}

/** The first byte string after all that begin with `bytes`. */
export function successor(bytes: Buffer): Buffer {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 255) end--
  const next = Buffer.from(bytes.subarray(0, end))
  if (end > 0) next[end - 1] = (next[end - 1] as number) + 1
  return next
}
