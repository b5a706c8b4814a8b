import { decodeFields } from './bson-elements.ts'
import { type Catalog, type Collection, type Index, prefixOf, prefixRange } from './catalog.ts'
import { badValue, CommandError } from './command-error.ts'
import { type FieldNames, unite } from './field-names.ts'
import { missing } from './field-path.ts'
import { indexChanges } from './index-changes.ts'
import { type IndexKey, indexKeys, type Keys, recordBytes } from './index-entries.ts'
import { successor } from './index-key.ts'
import { isIdIndex } from './plan.ts'
import type { Storage } from './storage.ts'

const present = Buffer.of(1)

function encodeRecord(record: number): Buffer {
  const bytes = Buffer.allocUnsafe(recordBytes)
  bytes.writeUIntBE(record, 0, recordBytes)
  return bytes
}

export const decodeRecord = (bytes: Buffer) => bytes.readUIntBE(bytes.length - recordBytes, recordBytes)

export const documentKey = (collection: Collection, record: number) =>
  Buffer.concat([prefixOf(collection.id), encodeRecord(record)])

/** The beginning that all entries of an index with these values have in common. */
const withoutRecord = ({ entry }: IndexKey) => entry.subarray(0, -recordBytes)

function withRecord({ entry }: IndexKey, record: number): Buffer {
  entry.writeUIntBE(record, entry.length - recordBytes, recordBytes)
  return entry
}

/** Changes documents and their index entries together; every check comes before the first change. Inside a write only. */
export function documentWriter(storage: Storage, catalog: Catalog) {
  const indexedFields = new WeakMap<Index[], FieldNames>()

  /** What each index holds of a document, of which no other fields are decoded. */
  function keysOf({ indexes }: Collection, bytes: Buffer) {
    if (!indexedFields.has(indexes)) indexedFields.set(indexes, unite(indexes.map(({ roots }) => roots)))
    const document = decodeFields(bytes, indexedFields.get(indexes))
    return indexes.map((index) => ({ index, held: indexKeys(index, document) }))
  }

  function insert(collection: Collection, bytes: Buffer) {
    const all = keysOf(collection, bytes)
    for (const { index, held } of all) {
      if (isIdIndex(index) && held.multikey) throw badValue("The '_id' value cannot be of type array")
      checkUnique(index, held.keys, collection, 0)
    }
    const record = collection.nextRecord++
    storage.put('documents', documentKey(collection, record), bytes)
    for (const { index, held } of all) addKeys(index, held.keys, record)
    rememberShape(collection, all)
  }

  /** `changed` are the only fields in which the two may differ. */
  function replace(collection: Collection, record: number, before: Buffer, after: Buffer, changed: FieldNames) {
    const changes = indexChanges(collection.indexes, before, after, changed)
    for (const { index, come } of changes) checkUnique(index, come, collection, record)
    storage.put('documents', documentKey(collection, record), after)
    for (const { index, gone, come } of changes) {
      removeKeys(index, gone, record)
      addKeys(index, come, record)
    }
    rememberShape(collection, changes)
  }

  function remove(collection: Collection, record: number, bytes: Buffer) {
    storage.remove('documents', documentKey(collection, record))
    for (const { index, held } of keysOf(collection, bytes)) removeKeys(index, held.keys, record)
  }

  function addKeys(index: Index, keys: IndexKey[], record: number) {
    for (const key of keys) {
      if (isIdIndex(index)) storage.put('ids', withoutRecord(key), encodeRecord(record))
      else storage.put('entries', withRecord(key, record), present)
    }
  }

  function removeKeys(index: Index, keys: IndexKey[], record: number) {
    for (const key of keys) {
      if (isIdIndex(index)) storage.remove('ids', withoutRecord(key))
      else storage.remove('entries', withRecord(key, record))
    }
  }

  function checkUnique(index: Index, keys: IndexKey[], collection: Collection, record: number) {
    if (!index.spec.unique && !isIdIndex(index)) return
    for (const key of keys) {
      const start = withoutRecord(key)
      const holder = isIdIndex(index) ? storage.get('ids', start) : firstHolder(start, record)
      if (holder && decodeRecord(holder) !== record) throw duplicate(index, key.values, collection)
    }
  }

  function firstHolder(start: Buffer, record: number): Buffer | undefined {
    for (const { key } of storage.scan('entries', { start, end: successor(start) })) {
      if (decodeRecord(key) !== record) return key
    }
    return undefined
  }

  function rememberShape(collection: Collection, all: { index: Index; held: Keys }[]) {
    let changed = false
    for (const { index, held } of all) {
      const multikey = index.multikey || held.multikey
      const cut = index.cut || held.cut
      changed ||= multikey !== index.multikey || cut !== index.cut
      index.multikey = multikey
      index.cut = cut
    }
    if (changed) catalog.save(collection)
  }

  return {
    insert,
    replace,
    remove,

    /** Adds an index and the entries of every document there is. */
    build(collection: Collection, index: Index) {
      collection.indexes = [...collection.indexes, index]
      for (const { key, value } of storage.scan('documents', prefixRange(collection.id))) {
        const record = decodeRecord(key)
        const { keys, multikey, cut } = indexKeys(index, decodeFields(value, index.roots))
        checkUnique(index, keys, collection, record)
        addKeys(index, keys, record)
        index.multikey ||= multikey
        index.cut ||= cut
      }
      catalog.save(collection)
    },

    dropIndex(collection: Collection, index: Index) {
      collection.indexes = collection.indexes.filter((other) => other !== index)
      for (const { key } of storage.scan('entries', prefixRange(index.id))) storage.remove('entries', key)
      catalog.save(collection)
    },

    drop(collection: Collection) {
      for (const { key } of storage.scan('documents', prefixRange(collection.id))) storage.remove('documents', key)
      for (const index of collection.indexes) {
        const table = isIdIndex(index) ? 'ids' : 'entries'
        for (const { key } of storage.scan(table, prefixRange(index.id))) storage.remove(table, key)
      }
      catalog.forget(collection)
    },
  }
}

function duplicate(index: Index, values: unknown[], collection: Collection): CommandError {
  const shown = index.fields.map(({ path }, i) => [path, values[i] === missing ? null : values[i]] as const)
  const text = shown.map(([path, value]) => `${path}: ${JSON.stringify(value)}`).join(', ')
  return new CommandError(
    11000,
    `E11000 duplicate key error collection: ${collection.namespace} index: ${index.spec.name} dup key: { ${text} }`,
    { keyPattern: index.spec.key, keyValue: Object.fromEntries(shown) },
  )
}

export type DocumentWriter = ReturnType<typeof documentWriter>
