import { asNumber, type Document, isDocument } from './bson-document.ts'
import { compareValues } from './bson-order.ts'
import { badValue } from './command-error.ts'
import { valuesAtPath } from './field-path.ts'
import type { SortPattern } from './plan.ts'
import type { StoredRecord } from './read-records.ts'
import { emptyArrayKey } from './type-order.ts'

export function sortPattern(value: unknown): SortPattern {
  if (value === undefined || value === null) return []
  if (!isDocument(value)) throw badValue('Expected field sort to be of type object')
  return Object.entries(value).map(([path, direction]) => {
    const number = asNumber(direction)
    if (number !== 1 && number !== -1)
      throw badValue(`$sort key ordering must be 1 (for ascending) or -1 (for descending)`)
    return [path, number]
  })
}

/** In an array the smallest element counts when sorting upwards, the largest when sorting downwards. */
function sortKey(document: Document, pattern: { parts: string[]; direction: number }[]): unknown[] {
  return pattern.map(({ parts, direction }) => {
    const values = valuesAtPath(document, parts, emptyArrayKey)
    return values.reduce((best, value) => (compareValues(value, best) * direction < 0 ? value : best))
  })
}

/** Sorts by the pattern, stably; with `most` it never holds more than twice as many. */
export function sortBy<T>(items: Iterable<T>, pattern: SortPattern, documentOf: (item: T) => Document, most = 0): T[] {
  const { fields, compare } = ordering(pattern)
  let kept: { item: T; key: unknown[] }[] = []
  for (const item of items) {
    kept.push({ item, key: sortKey(documentOf(item), fields) })
    if (most && kept.length >= most * 2 + 64) kept = kept.sort(compare).slice(0, most)
  }
  kept.sort(compare)
  return (most ? kept.slice(0, most) : kept).map(({ item }) => item)
}

function ordering(pattern: SortPattern) {
  const fields = pattern.map(([path, direction]) => ({ parts: path.split('.'), direction }))
  const compare = (a: { key: unknown[] }, b: { key: unknown[] }) => {
    for (let i = 0; i < fields.length; i++) {
      const difference = compareValues(a.key[i], b.key[i]) * (fields[i]?.direction ?? 1)
      if (difference !== 0) return difference
    }
    return 0
  }
  return { fields, compare }
}

/** Merges sources that are each in the wanted order; with an empty pattern one source follows the other. */
export function* mergeSorted<T>(sources: Iterator<T>[], pattern: SortPattern, documentOf: (item: T) => Document) {
  const { fields, compare } = ordering(pattern)
  const next = (source: Iterator<T>) => {
    const { done, value } = source.next()
    return done ? [] : [{ source, item: value as T, key: sortKey(documentOf(value), fields) }]
  }
  for (let heads = sources.flatMap(next); heads.length > 0; ) {
    const first = heads.reduce((best, head) => (compare(head, best) < 0 ? head : best))
    yield first.item
    heads = heads.flatMap((head) => (head === first ? next(head.source) : [head]))
  }
}

export const sortRecords = (records: Iterable<StoredRecord>, pattern: SortPattern, most: number) =>
  sortBy(records, pattern, ({ document }) => document, most)
