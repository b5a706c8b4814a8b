import type { Document } from './bson-document.ts'
import { decodeFields } from './bson-elements.ts'
import type { Index } from './catalog.ts'
import { type FieldNames, meet, unite } from './field-names.ts'
import { type IndexKey, indexKeys, type Keys } from './index-entries.ts'

type IndexChange = { index: Index; held: Keys; gone: IndexKey[]; come: IndexKey[] }

/** What becomes of the keys of each index when a document changes in no fields but the `changed`. */
export function indexChanges(indexes: Index[], before: Buffer, after: Buffer, changed: FieldNames): IndexChange[] {
  const touched = indexes.filter(({ roots }) => meet(roots, changed))
  if (touched.length === 0) return []
  const names = unite(touched.map(({ roots }) => roots))
  const [old, next] = [decodeFields(before, names), decodeFields(after, names)]
  return touched.map((index) => changeOf(index, old, next))
}

function changeOf(index: Index, before: Document, after: Document): IndexChange {
  const old = indexKeys(index, before)
  const next = indexKeys(index, after)
  const kept = new Set(next.keys.map(textOf))
  const had = new Set(old.keys.map(textOf))
  return {
    index,
    held: next,
    gone: old.keys.filter((key) => !kept.has(textOf(key))),
    come: next.keys.filter((key) => !had.has(textOf(key))),
  }
}

const textOf = ({ entry }: IndexKey) => entry.toString('latin1')
