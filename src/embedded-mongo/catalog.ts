import { deserialize, serialize, UUID } from 'bson'
import type { Document } from './bson-document.ts'
import { CommandError } from './command-error.ts'
import { type FieldNames, rootOf, unite } from './field-names.ts'
import { compileFilter, fieldsOf, type Predicate } from './match.ts'
import type { Storage } from './storage.ts'

/** One index as it is stored; `multikey` and `cut` never go back to false. */
export type IndexEntry = { id: number; spec: IndexSpec; multikey: boolean; cut: boolean }
export type IndexSpec = {
  v: number
  key: Record<string, 1 | -1>
  name: string
  unique?: boolean
  sparse?: boolean
  hidden?: boolean
  expireAfterSeconds?: number
  partialFilterExpression?: Document
}

/** `roots` are the fields that decide what the index holds of a document. */
export type Index = IndexEntry & { fields: IndexField[]; covers: Predicate | undefined; roots: FieldNames }
type IndexField = { path: string; parts: string[]; descending: boolean }
export type Collection = {
  namespace: string
  id: number
  uuid: UUID
  options: Document
  indexes: Index[]
  nextRecord: number
}

export const idIndexName = '_id_'

/** What collections and indexes there are: kept in memory, stored with every change in that change's transaction. */
export function openCatalog(storage: Storage) {
  let collections = new Map<string, Collection>()
  let lastId = 0

  function load() {
    collections = new Map()
    lastId = 0
    for (const { value } of storage.scan('catalog', everything)) {
      const stored = deserialize(value) as { namespace: string; id: number; options: Document; indexes: IndexEntry[] }
      const collection = {
        ...stored,
        uuid: new UUID(String(deserialize(value).uuid)),
        indexes: stored.indexes.map(liveIndex),
        nextRecord: lastRecord(stored.id) + 1,
      }
      collections.set(stored.namespace, collection)
      lastId = Math.max(lastId, stored.id, ...stored.indexes.map(({ id }) => id))
    }
  }

  function lastRecord(id: number): number {
    for (const { key } of storage.scan('documents', prefixRange(id), true)) return key.readUIntBE(4, 6)
    return 0
  }

  load()
  storage.onUndone(load)

  return {
    find: (namespace: string) => collections.get(namespace),
    all: () => [...collections.values()],
    nextId: () => ++lastId,

    /** Inside a write: stores the collection as it is now. */
    save(collection: Collection) {
      collections.set(collection.namespace, collection)
      const { namespace, id, uuid, options } = collection
      const indexes = collection.indexes.map(({ id, spec, multikey, cut }) => ({ id, spec, multikey, cut }))
      storage.put(
        'catalog',
        Buffer.from(namespace),
        serialize({ namespace, id, uuid: uuid.toString(), options, indexes }) as Buffer,
      )
    },

    forget(collection: Collection) {
      collections.delete(collection.namespace)
      storage.remove('catalog', Buffer.from(collection.namespace))
    },

    /** Inside a write: the collection, made with its `_id` index when it does not exist. */
    ensure(namespace: string, options: Document = {}): Collection {
      const existing = collections.get(namespace)
      if (existing) return existing
      checkNamespace(namespace)
      const id = ++lastId
      const idIndex = liveIndex({
        id: ++lastId,
        spec: { v: 2, key: { _id: 1 }, name: idIndexName },
        multikey: false,
        cut: false,
      })
      const collection = { namespace, id, uuid: new UUID(), options, indexes: [idIndex], nextRecord: 1 }
      this.save(collection)
      return collection
    },
  }
}

export type Catalog = ReturnType<typeof openCatalog>

const everything = { start: Buffer.of(0), end: Buffer.of(255, 255, 255, 255, 255) }

export function liveIndex(entry: IndexEntry): Index {
  const fields = Object.entries(entry.spec.key).map(([path, direction]) => ({
    path,
    parts: path.split('.'),
    descending: direction < 0,
  }))
  const partial = entry.spec.partialFilterExpression
  const covers = partial && compileFilter(partial)
  const roots = unite([new Set(fields.map(({ path }) => rootOf(path))), fieldsOf(partial ?? {})])
  return { ...entry, fields, covers, roots }
}

/** The keys of everything that belongs to one collection or index. */
export function prefixRange(id: number) {
  return { start: prefixOf(id), end: prefixOf(id + 1) }
}

export function prefixOf(id: number): Buffer {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeUInt32BE(id)
  return bytes
}

function checkNamespace(namespace: string) {
  const dot = namespace.indexOf('.')
  const collection = namespace.slice(dot + 1)
  const wrong =
    dot < 1 || !collection || collection.includes('$') || collection.startsWith('.') || collection.includes('\0')
  if (wrong || /[/\\ "$]/.test(namespace.slice(0, dot)) || Buffer.byteLength(namespace) > 255) {
    throw new CommandError(73, `Invalid namespace specified '${namespace}'`)
  }
}
