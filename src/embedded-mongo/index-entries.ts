import type { Document } from './bson-document.ts'
import { isDocument } from './bson-document.ts'
import type { Index } from './catalog.ts'
import { CommandError } from './command-error.ts'
import { missing } from './field-path.ts'
import { encodeValue, fieldBudget, fitToBudget } from './index-key.ts'
import { invertBytes } from './number-key.ts'
import { emptyArrayKey } from './type-order.ts'

type Walk = { value: unknown; rest: readonly string[]; done: boolean }
/** `entry`: index id, encoded values, and room for the number of the record. */
export type IndexKey = { entry: Buffer; values: unknown[] }
export type Keys = { keys: IndexKey[]; multikey: boolean; cut: boolean }

export const recordBytes = 6
const none: Keys = { keys: [], multikey: false, cut: false }

/** What one index holds of one document: a key for each combination of array elements, none twice. */
export function indexKeys(index: Index, document: Document): Keys {
  if (index.covers && !index.covers(document)) return none
  const { rows, multikey } = rowsOf(index, document)
  if (index.spec.sparse && rows.every((row) => row.every((value) => value === missing))) return none
  let cut = false
  const keys = rows.map((values): IndexKey => {
    const encoded = encodeFields(index, values)
    cut ||= encoded.cut
    return { entry: encoded.entry, values }
  })
  if (keys.length === 1) return { keys, multikey, cut }
  const apart = new Map(keys.map((key) => [key.entry.toString('latin1'), key]))
  return { keys: [...apart.values()], multikey, cut }
}

function rowsOf({ fields }: Index, document: Document): { rows: unknown[][]; multikey: boolean } {
  const row = fields.map(({ parts }) => singleAt(document, parts))
  if (!row.includes(anArray)) return { rows: [row], multikey: false }
  const rows: unknown[][] = []
  const walks = fields.map(({ parts }) => ({ value: document, rest: parts, done: false }))
  return { multikey: expand(walks, rows), rows }
}

const anArray = Symbol('an array')

/** The value at a path on which no array is met. */
function singleAt(document: Document, parts: readonly string[]): unknown {
  let value: unknown = document
  for (const part of parts) {
    if (isDocument(value) && Object.hasOwn(value, part)) value = value[part]
    else return Array.isArray(value) ? anArray : missing
  }
  return Array.isArray(value) ? anArray : value
}

function encodeFields({ id, fields }: Index, values: unknown[]): { entry: Buffer; cut: boolean } {
  const budget = fieldBudget(fields.length)
  const all: Buffer[] = []
  let length = 4 + recordBytes
  let isCut = false
  for (let i = 0; i < fields.length; i++) {
    const { bytes, cut } = encodeKept(values[i], fields[i]?.descending === true, budget)
    all.push(bytes)
    length += bytes.length
    isCut ||= cut
  }
  const entry = Buffer.allocUnsafe(length)
  entry.writeUInt32BE(id)
  let at = 4
  for (const bytes of all) {
    entry.set(bytes, at)
    at += bytes.length
  }
  entry.writeUIntBE(0, at, recordBytes)
  return { entry, cut: isCut }
}

type Encoded = { bytes: Buffer; cut: boolean }

/** One field of a stored key, whole or cut to `budget` bytes. */
export function encodeField(value: unknown, descending: boolean, budget: number): Encoded {
  const { bytes, cut } = fitToBudget(encodeValue(value === missing ? null : value), budget)
  return { bytes: descending ? invertBytes(bytes) : bytes, cut }
}

/** A document's short texts are in many of its keys, and that of its project in nearly all; numbers are made as fast. */
const longestKept = 40
const mostKept = 1000
const kept = { ascending: new Map<unknown, Encoded>(), descending: new Map<unknown, Encoded>() }

function encodeKept(value: unknown, descending: boolean, budget: number): Encoded {
  const isKept = typeof value === 'string' ? value.length <= longestKept : typeof value === 'boolean'
  if (!isKept || budget < longestKept * 3 + 3) return encodeField(value, descending, budget)
  const known = descending ? kept.descending : kept.ascending
  let encoded = known.get(value)
  if (!encoded) {
    encoded = encodeField(value, descending, budget)
    if (known.size >= mostKept) known.clear()
    known.set(value, encoded)
  }
  return encoded
}

/** Follows all paths at once, so that fields of one array element stay together; tells whether an array was met. */
function expand(walks: Walk[], rows: unknown[][]): boolean {
  const walked = walks.map(walkToArray)
  if (walked.every(({ done }) => done)) {
    rows.push(walked.map(({ value }) => value))
    return false
  }
  const arrays = new Set(walked.filter(({ done }) => !done).map(({ value }) => value as unknown[]))
  const [array = []] = arrays
  if (arrays.size > 1) {
    const names = walks.map(({ rest }) => rest.join('.')).join(', ')
    throw new CommandError(171, `cannot index parallel arrays [${names}]`)
  }
  for (const element of array.length > 0 ? array : [emptyArrayKey]) {
    expand(
      walked.map((walk) => (walk.done ? walk : stepInto(element, walk.rest))),
      rows,
    )
  }
  return true
}

function stepInto(element: unknown, rest: readonly string[]): Walk {
  if (rest.length === 0) return { value: element, rest, done: true }
  return isDocument(element) ? { value: element, rest, done: false } : { value: missing, rest, done: true }
}

// An array at the end of a path is still to be spread; an array that is an element of another one is a plain value.
function walkToArray(walk: Walk): Walk {
  if (walk.done) return walk
  let value = walk.value
  for (let i = 0; i < walk.rest.length; i++) {
    const part = walk.rest[i] as string
    if (Array.isArray(value)) {
      if (!/^\d+$/.test(part)) return { value, rest: walk.rest.slice(i), done: false }
      value = Number(part) < value.length ? value[Number(part)] : missing
    } else if (isDocument(value) && Object.hasOwn(value, part)) value = value[part]
    else return { value: missing, rest: [], done: true }
  }
  return { value, rest: [], done: !Array.isArray(value) }
}
