import type { Document } from './bson-document.ts'
import { isDocument } from './bson-document.ts'
import type { Index } from './catalog.ts'
import { CommandError } from './command-error.ts'
import { missing } from './field-path.ts'
import { encodeValue, fieldBudget, fitToBudget } from './index-key.ts'
import { invertBytes } from './number-key.ts'
import { emptyArrayKey } from './type-order.ts'

type Walk = { value: unknown; rest: readonly string[]; done: boolean }
export type IndexKey = { bytes: Buffer; values: unknown[] }
export type Keys = { keys: IndexKey[]; multikey: boolean; cut: boolean }

const none: Keys = { keys: [], multikey: false, cut: false }

/** What one index holds of one document: an encoded key for each combination of array elements, none twice. */
export function indexKeys(index: Index, document: Document): Keys {
  if (index.covers && !index.covers(document)) return none
  const rows: unknown[][] = []
  const walks = index.fields.map(({ parts }) => ({ value: document, rest: parts, done: false }))
  const multikey = expand(walks, rows)
  if (index.spec.sparse && rows.every((row) => row.every((value) => value === missing))) return none
  const budget = fieldBudget(index.fields.length)
  let cut = false
  const keys = new Map<string, IndexKey>()
  for (const values of rows) {
    const parts = index.fields.map(({ descending }, i) => {
      const encoded = encodeField(values[i], descending, budget)
      cut ||= encoded.cut
      return encoded.bytes
    })
    const bytes = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
    if (rows.length === 1) return { keys: [{ bytes, values }], multikey, cut }
    keys.set(bytes.toString('latin1'), { bytes, values })
  }
  return { keys: [...keys.values()], multikey, cut }
}

/** A document's id and its project are in nearly all of its keys. */
const longestKept = 100
const mostKept = 1000
const keptTexts = new Map<string, { bytes: Buffer; cut: false }>()

/** One field of a stored key, whole or cut to `budget` bytes; the bytes are not the caller's to change. */
export function encodeField(value: unknown, descending: boolean, budget: number): { bytes: Buffer; cut: boolean } {
  if (typeof value === 'string' && !descending && value.length <= longestKept && value.length * 3 + 3 <= budget)
    return encodeShort(value)
  const { bytes, cut } = fitToBudget(encodeValue(value === missing ? null : value), budget)
  return { bytes: descending ? invertBytes(bytes) : bytes, cut }
}

function encodeShort(text: string) {
  let kept = keptTexts.get(text)
  if (!kept) {
    kept = { bytes: encodeValue(text), cut: false }
    if (keptTexts.size >= mostKept) keptTexts.clear()
    keptTexts.set(text, kept)
  }
  return kept
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
