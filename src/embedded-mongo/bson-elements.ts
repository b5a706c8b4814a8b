import { type Document, decodeDocument } from './bson-document.ts'
import type { FieldNames } from './field-names.ts'

/** Calls `visit` with each top-level element of a document that is known to be sound: its name, where it lies. */
function eachElement(bytes: Buffer, visit: (name: string, start: number, end: number) => void): void {
  const last = bytes.length - 1
  for (let start = 4; start < last; ) {
    let at = start + 1
    let hash = 0
    for (let byte = bytes[at] as number; byte !== 0; byte = bytes[++at] as number) hash = (hash * 31 + byte) | 0
    const name = nameAt(bytes, start + 1, at, hash)
    const end = valueEnd(bytes, bytes[start] as number, at + 1)
    visit(name, start, end)
    start = end
  }
}

/** The same few names come again and again: most of them need no new string. */
const mostKept = 4096
const keptNames = new Map<number, { bytes: Buffer; text: string }>()

function nameAt(bytes: Buffer, start: number, end: number, hash: number): string {
  const kept = keptNames.get(hash)
  if (kept && isAt(kept.bytes, bytes, start, end)) return kept.text
  const text = bytes.toString('utf8', start, end)
  if (keptNames.size >= mostKept) keptNames.clear()
  keptNames.set(hash, { bytes: Buffer.from(bytes.subarray(start, end)), text })
  return text
}

function isAt(name: Buffer, bytes: Buffer, start: number, end: number): boolean {
  if (name.length !== end - start) return false
  for (let i = 0; i < name.length; i++) if (name[i] !== bytes[start + i]) return false
  return true
}

function valueEnd(bytes: Buffer, type: number, at: number): number {
  switch (type) {
    case 0x02: // text
    case 0x0d: // code
    case 0x0e: // symbol
      return at + 4 + bytes.readInt32LE(at)
    case 0x10: // 32-bit integer
      return at + 4
    case 0x01: // double
    case 0x09: // date
    case 0x11: // timestamp
    case 0x12: // 64-bit integer
      return at + 8
    case 0x03: // document
    case 0x04: // array
    case 0x0f: // code with scope
      return at + bytes.readInt32LE(at)
    case 0x08: // boolean
      return at + 1
    case 0x06: // undefined
    case 0x0a: // null
    case 0x7f: // MaxKey
    case 0xff: // MinKey
      return at
    case 0x05: // binary
      return at + 5 + bytes.readInt32LE(at)
    case 0x07: // object id
      return at + 12
    case 0x13: // decimal
      return at + 16
    case 0x0b: // pattern and options
      return bytes.indexOf(0, bytes.indexOf(0, at) + 1) + 1
    case 0x0c: // pointer
      return at + 16 + bytes.readInt32LE(at)
    default:
      throw new RangeError(`there is no BSON type ${type}`)
  }
}

/** Reads some fields alone, as `decodeDocument` would. */
export function decodeFields(bytes: Buffer, names: FieldNames): Document {
  if (!names) return decodeDocument(bytes)
  const picked = Buffer.allocUnsafe(bytes.length)
  let length = 4
  eachElement(bytes, (name, start, end) => {
    if (!names.has(name)) return
    bytes.copy(picked, length, start, end)
    length += end - start
  })
  picked[length++] = 0
  picked.writeInt32LE(length)
  return decodeDocument(picked.subarray(0, length))
}

/** A document with its fields of these `names` exchanged for those of `given`, at their place; what is new comes last. */
export function exchangeFields(bytes: Buffer, names: ReadonlySet<string>, given: Buffer): Buffer {
  const fresh = new Map<string, { start: number; end: number }>()
  eachElement(given, (name, start, end) => fresh.set(name, { start, end }))
  const result = Buffer.allocUnsafe(bytes.length + given.length)
  let length = 4
  const copy = (source: Buffer, start: number, end: number) => {
    length += source.copy(result, length, start, end)
  }
  let from = 4
  eachElement(bytes, (name, start, end) => {
    if (!names.has(name)) return
    copy(bytes, from, start)
    from = end
    const element = fresh.get(name)
    if (element) copy(given, element.start, element.end)
    fresh.delete(name)
  })
  copy(bytes, from, bytes.length - 1)
  for (const { start, end } of fresh.values()) copy(given, start, end)
  result[length++] = 0
  result.writeInt32LE(length)
  return result.subarray(0, length)
}
