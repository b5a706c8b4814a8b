import { asNumber, type Document, isDocument } from '../bson-document.ts'
import { type Collection, type IndexSpec, idIndexName, liveIndex } from '../catalog.ts'
import { badValue, CommandError } from '../command-error.ts'
import type { Engine } from '../engine.ts'
import {
  type CommandHandler,
  documentField,
  documentList,
  listing,
  namespaceOf,
  refuseCollation,
} from './command-handler.ts'

function demand({ catalog }: Engine, namespace: string): Collection {
  const collection = catalog.find(namespace)
  if (!collection) throw new CommandError(26, `ns does not exist: ${namespace}`)
  return collection
}

const createIndexes: CommandHandler = (engine, command, database) => {
  const namespace = namespaceOf(command, database)
  const specs = documentList(command, 'indexes').map(readIndexSpec)
  return engine.storage.write(() => {
    const createdCollectionAutomatically = !engine.catalog.find(namespace)
    const collection = engine.catalog.ensure(namespace)
    const numIndexesBefore = collection.indexes.length
    for (const spec of specs) {
      if (isThere(collection, spec)) continue
      engine.writer.build(collection, liveIndex({ id: engine.catalog.nextId(), spec, multikey: false, cut: false }))
    }
    const numIndexesAfter = collection.indexes.length
    const note = numIndexesAfter === numIndexesBefore ? { note: 'all indexes already exist' } : {}
    return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically, ...note, ok: 1 }
  })
}

function readIndexSpec(given: Document): IndexSpec {
  refuseCollation(given)
  const key = documentField(given, 'key')
  const entries = Object.entries(key).map(([path, direction]) => {
    const number = asNumber(direction)
    if (!number) throw new CommandError(67, `The embedded database has no '${String(direction)}' indexes`)
    if (path.startsWith('$') || path === '') throw new CommandError(67, `'${path}' is not a valid index key`)
    return [path, number < 0 ? -1 : 1] as const
  })
  if (entries.length === 0) throw new CommandError(67, 'Index keys cannot be empty.')
  if (given.name !== undefined && typeof given.name !== 'string') throw badValue('an index name must be a string')
  const name = given.name ?? entries.map((entry) => entry.join('_')).join('_')
  const seconds = asNumber(given.expireAfterSeconds)
  return {
    v: 2,
    key: Object.fromEntries(entries),
    name,
    ...(given.unique ? { unique: true } : {}),
    ...(given.sparse ? { sparse: true } : {}),
    ...(given.hidden ? { hidden: true } : {}),
    ...(seconds === undefined ? {} : { expireAfterSeconds: seconds }),
    ...(isDocument(given.partialFilterExpression) ? { partialFilterExpression: given.partialFilterExpression } : {}),
  }
}

function isThere(collection: Collection, spec: IndexSpec): boolean {
  if (JSON.stringify(spec.key) === '{"_id":1}') return true
  const named = collection.indexes.find((index) => index.spec.name === spec.name)
  const sameKey = collection.indexes.find(
    (index) =>
      JSON.stringify(index.spec.key) === JSON.stringify(spec.key) &&
      JSON.stringify(index.spec.partialFilterExpression) === JSON.stringify(spec.partialFilterExpression),
  )
  if (named && JSON.stringify(named.spec.key) !== JSON.stringify(spec.key)) {
    throw new CommandError(86, `An existing index has the same name as the requested index: ${spec.name}`)
  }
  if (sameKey && sameKey.spec.name !== spec.name) {
    throw new CommandError(85, `Index already exists with a different name: ${sameKey.spec.name}`)
  }
  if (!named) return false
  const differs = (['unique', 'sparse', 'expireAfterSeconds'] as const).some((name) => named.spec[name] !== spec[name])
  if (!differs && sameKey) return true
  throw new CommandError(
    named.spec.expireAfterSeconds !== spec.expireAfterSeconds ? 85 : 86,
    `An equivalent index already exists with the same name but different options: ${spec.name}`,
  )
}

const dropIndexes: CommandHandler = (engine, command, database) => {
  const namespace = namespaceOf(command, database)
  return engine.storage.write(() => {
    const collection = demand(engine, namespace)
    const nIndexesWas = collection.indexes.length
    for (const wanted of Array.isArray(command.index) ? command.index : [command.index]) {
      const doomed = collection.indexes.filter(
        ({ spec }) => wanted === '*' || spec.name === wanted || JSON.stringify(spec.key) === JSON.stringify(wanted),
      )
      if (doomed.length === 0) throw new CommandError(27, `index not found with name [${String(wanted)}]`)
      for (const index of doomed) {
        if (index.spec.name !== idIndexName) engine.writer.dropIndex(collection, index)
        else if (wanted !== '*') throw new CommandError(72, 'cannot drop _id index')
      }
    }
    return { nIndexesWas, ok: 1 }
  })
}

const listIndexes: CommandHandler = (engine, command, database) => {
  const namespace = namespaceOf(command, database)
  const documents = demand(engine, namespace).indexes.map(({ spec }) => ({ ...spec }))
  return listing(engine, namespace, documents, command)
}

export const indexCommands: Record<string, CommandHandler> = { createIndexes, dropIndexes, listIndexes }
