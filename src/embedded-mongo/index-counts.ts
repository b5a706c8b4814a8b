import { type Document, decodeForMingo } from './bson-document.ts'
import { type Collection, type Index, prefixOf } from './catalog.ts'
import { decodeRecord, documentKey } from './collection.ts'
import { valuesAtPath } from './field-path.ts'
import { encodeField, recordBytes } from './index-entries.ts'
import { decodeText, fieldBudget, successor } from './index-key.ts'
import type { Storage } from './storage.ts'

/**
 * Counts that an index answers by itself, for a filter that asks nothing but equality with plain values: no document is
 * read but one for each group that is no text. Undefined where no index can.
 */
export function countByIndex(storage: Storage, collection: Collection, filter: Document): number | undefined {
  const found = rangeFor(collection, filter)
  return found && storage.count('entries', { start: found.prefix, end: successor(found.prefix) })
}

/** How many documents have each value of `path`, in the order of the index; missing counts as null. */
export function groupCounts(
  storage: Storage,
  collection: Collection,
  filter: Document,
  path: string,
): { value: unknown; count: number }[] | undefined {
  const found = rangeFor(collection, filter, path)
  if (!found) return undefined
  const { index, prefix } = found
  const { parts, descending } = index.fields[Object.keys(filter).length] as Index['fields'][number]
  const isLast = index.fields.length === Object.keys(filter).length + 1
  const end = successor(prefix)
  const groups: { value: unknown; count: number }[] = []
  for (let start = prefix; ; ) {
    const key = storage.firstKey('entries', { start, end })
    if (!key) return groups
    const text = isLast && !descending ? decodeText(key.subarray(prefix.length, -recordBytes)) : undefined
    const value = text ?? valueIn(decodeRecord(key))
    const encoded =
      text === undefined
        ? encodeField(value, descending, fieldBudget(index.fields.length)).bytes
        : key.subarray(prefix.length, -recordBytes)
    const group = Buffer.concat([prefix, encoded])
    start = successor(group)
    const count = storage.count('entries', { start: group, end: start })
    if (count === 0) return undefined
    groups.push({ value, count })
  }

  function valueIn(record: number): unknown {
    const bytes = storage.get('documents', documentKey(collection, record))
    return bytes ? valuesAtPath(decodeForMingo(bytes), parts, null)[0] : null
  }
}

/** An index that begins with the fields of the filter, with `next` behind them, and its keys that meet the filter. */
function rangeFor(
  collection: Collection,
  filter: Document,
  next?: string,
): { index: Index; prefix: Buffer } | undefined {
  const demands = Object.entries(filter)
  if (demands.length === 0 || !demands.every(([path, value]) => isPlain(path, value))) return undefined
  const index = collection.indexes.find(({ spec, multikey, cut, fields }) => {
    const begins = demands.every((_, i) => fields[i] !== undefined && fields[i].path in filter)
    const whole = !multikey && !cut && !spec.sparse && !spec.hidden && !spec.partialFilterExpression
    return whole && begins && (next === undefined || fields[demands.length]?.path === next)
  })
  if (!index) return undefined
  const budget = fieldBudget(index.fields.length)
  const encoded = index.fields
    .slice(0, demands.length)
    .map(({ path, descending }) => encodeField(filter[path], descending, budget))
  if (encoded.some(({ cut }) => cut)) return undefined
  return { index, prefix: Buffer.concat([prefixOf(index.id), ...encoded.map(({ bytes }) => bytes)]) }
}

/** Null is left out, for it matches what is missing and undefined too, and so is `_id`, whose index is another table. */
const isPlain = (path: string, value: unknown) =>
  path !== '_id' &&
  !path.startsWith('$') &&
  (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
