import { type Document, decodeDocument } from './bson-document.ts'
import { fixedLengths } from './bson-soundness.ts'
import type { FieldNames } from './field-names.ts'

type Visit = (name: string, start: number, valueAt: number, end: number) => void

/** Calls `visit` with each top-level element of a document that is known to be sound: its name, and where it lies. */
function eachElement(bytes: Buffer, visit: Visit): void {
  const last = bytes.length - 1
  for (let start = 4; start < last; ) {
    let at = start + 1
    let hash = 0
    for (let byte = bytes[at] as number; byte !== 0; byte = bytes[++at] as number) hash = (hash * 31 + byte) | 0
    const name = nameAt(bytes, start + 1, at, hash)
    const end = valueEnd(bytes, bytes[start] as number, at + 1)
    visit(name, start, at + 1, end)
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
  const length = fixedLengths[type] as number
  if (length >= 0) return at + length
  switch (type) {
    case 0x02: // text
    case 0x0d: // code
    case 0x0e: // symbol
      return at + 4 + bytes.readInt32LE(at)
    case 0x03: // document
    case 0x04: // array
    case 0x0f: // code with scope
      return at + bytes.readInt32LE(at)
    case 0x06: // undefined
      return at
    case 0x08: // boolean
      return at + 1
    case 0x05: // binary
      return at + 5 + bytes.readInt32LE(at)
    case 0x0b: // pattern and options
      return bytes.indexOf(0, bytes.indexOf(0, at) + 1) + 1
    case 0x0c: // pointer
      return at + 16 + bytes.readInt32LE(at)
    default:
      throw new RangeError(`there is no BSON type ${type}`)
  }
}

/** Reads at least these fields, as `decodeDocument` would, in whatever order. */
export function decodeFields(bytes: Buffer, names: FieldNames): Document {
  // Assigning that name would set the prototype.
  if (!names || names.has('__proto__')) return decodeDocument(bytes)
  const document: Document = {}
  let others: Buffer | undefined
  let length = 4
  eachElement(bytes, (name, start, valueAt, end) => {
    if (!names.has(name)) return
    const value = plainValue(bytes, bytes[start] as number, valueAt, end)
    if (value !== undefined) document[name] = value
    else {
      others ??= Buffer.allocUnsafe(bytes.length)
      length += bytes.copy(others, length, start, end)
    }
  })
  if (!others) return document
  others[length++] = 0
  others.writeInt32LE(length)
  return Object.assign(document, decodeDocument(others.subarray(0, length)))
}

/** The values that most fields have; undefined for those that are left to the library. */
function plainValue(bytes: Buffer, type: number, at: number, end: number): unknown {
  switch (type) {
    case 0x02:
      return bytes.toString('utf8', at + 4, end - 1)
    case 0x10:
      return bytes.readInt32LE(at)
    case 0x01:
      return bytes.readDoubleLE(at)
    case 0x08:
      return bytes[at] === 1
    case 0x0a:
      return null
    default:
      return undefined
  }
}

/** A field with its name, as it lies in some document. */
type Element = { bytes: Buffer; start: number; end: number }
export type Elements = ReadonlyMap<string, Element>

export function elementsIn(bytes: Buffer): Elements {
  const elements = new Map<string, Element>()
  eachElement(bytes, (name, start, _, end) => elements.set(name, { bytes, start, end }))
  return elements
}

/** The document that is a field of another one, as its bytes; undefined where the field is something else. */
export function documentIn(bytes: Buffer, field: string): Buffer | undefined {
  let found: Buffer | undefined
  eachElement(bytes, (name, start, valueAt, end) => {
    if (name === field) found = bytes[start] === 0x03 ? bytes.subarray(valueAt, end) : undefined
  })
  return found
}

/**
 * A document with its fields of these `names` exchanged for those of `given`, at their place; what is new comes last.
 * `changed` are those that are not as they were.
 */
export function exchangeFields(bytes: Buffer, names: ReadonlySet<string>, ...given: Elements[]) {
  const fresh = new Map<string, Element>()
  let most = bytes.length
  for (const elements of given) {
    for (const [name, element] of elements) {
      if (!names.has(name)) continue
      fresh.set(name, element)
      most += element.end - element.start
    }
  }
  const changed = new Set<string>()
  const result = Buffer.allocUnsafe(most)
  let length = 4
  let from = 4
  eachElement(bytes, (name, start, _, end) => {
    if (!names.has(name)) return
    length += bytes.copy(result, length, from, start)
    from = end
    const element = fresh.get(name)
    if (element) length += element.bytes.copy(result, length, element.start, element.end)
    fresh.delete(name)
    if (!element || bytes.compare(element.bytes, element.start, element.end, start, end) !== 0) changed.add(name)
  })
  length += bytes.copy(result, length, from, bytes.length - 1)
  for (const [name, element] of fresh) {
    length += element.bytes.copy(result, length, element.start, element.end)
    changed.add(name)
  }
  result[length++] = 0
  result.writeInt32LE(length)
  return { bytes: result.subarray(0, length), changed }
}
