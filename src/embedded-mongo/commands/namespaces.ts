import { Long } from 'bson'
import { asNumber, type Document, encodeDocument, isDocument } from '../bson-document.ts'
import { type Collection, type IndexSpec, idIndexName, liveIndex, prefixRange } from '../catalog.ts'
import { badValue, CommandError } from '../command-error.ts'
import { cursorReply } from '../cursor-reply.ts'
import type { Engine } from '../engine.ts'
import { compileFilter } from '../match.ts'
import {
  type CommandHandler,
  countField,
  documentField,
  documentList,
  namespaceOf,
  refuseCollation,
} from './command-handler.ts'

const collectionsOf = ({ catalog }: Engine, database: string) =>
  catalog.all().filter(({ namespace }) => namespace.startsWith(`${database}.`))

const nameOf = ({ namespace }: Collection) => namespace.slice(namespace.indexOf('.') + 1)

function sizeOf({ storage }: Engine, collection: Collection) {
  let bytes = 0
  let count = 0
  for (const { value } of storage.scan('documents', prefixRange(collection.id))) {
    bytes += value.length
    count++
  }
  return { bytes, count }
}

function demand({ catalog }: Engine, namespace: string): Collection {
  const collection = catalog.find(namespace)
  if (!collection) throw new CommandError(26, `ns does not exist: ${namespace}`)
  return collection
}

function listing(engine: Engine, namespace: string, documents: Document[], command: Document) {
  const batchSize = countField(documentField(command, 'cursor'), 'batchSize')
  return cursorReply('firstBatch', engine.cursors.open(namespace, documents.map(encodeDocument), { batchSize }))
}

const listDatabases: CommandHandler = (engine, command) => {
  const names = [...new Set(engine.catalog.all().map(({ namespace }) => namespace.split('.')[0] as string))].sort()
  const matches = compileFilter(documentField(command, 'filter'))
  const databases = names
    .map((name) => {
      const sizeOnDisk = collectionsOf(engine, name).reduce((sum, each) => sum + sizeOf(engine, each).bytes, 0)
      return { name, sizeOnDisk, empty: sizeOnDisk === 0 }
    })
    .filter(matches)
  const totalSize = databases.reduce((sum, { sizeOnDisk }) => sum + sizeOnDisk, 0)
  return { databases: command.nameOnly ? databases.map(({ name }) => ({ name })) : databases, totalSize, ok: 1 }
}

const listCollections: CommandHandler = (engine, command, database) => {
  const matches = compileFilter(documentField(command, 'filter'))
  const documents = collectionsOf(engine, database)
    .map((collection) => ({
      name: nameOf(collection),
      type: 'collection',
      options: collection.options,
      info: { readOnly: false, uuid: collection.uuid },
      idIndex: { v: 2, key: { _id: 1 }, name: idIndexName },
    }))
    .filter(matches)
    .map(({ name, type, ...rest }) => (command.nameOnly ? { name, type } : { name, type, ...rest }))
  return listing(engine, `${database}.$cmd.listCollections`, documents, command)
}

const create: CommandHandler = (engine, command, database) => {
  const namespace = namespaceOf(command, database)
  refuseCollation(command)
  for (const option of ['viewOn', 'capped', 'timeseries']) {
    if (command[option]) throw new CommandError(115, `The embedded database cannot create a collection with ${option}`)
  }
  return engine.storage.write(() => {
    if (engine.catalog.find(namespace)) throw new CommandError(48, `Collection ${namespace} already exists.`)
    engine.catalog.ensure(namespace)
    return { ok: 1 }
  })
}

const drop: CommandHandler = (engine, command, database) => {
  const namespace = namespaceOf(command, database)
  return engine.storage.write(() => {
    const collection = engine.catalog.find(namespace)
    if (!collection) return { ok: 1 }
    engine.writer.drop(collection)
    return { nIndexesWas: collection.indexes.length, ns: namespace, ok: 1 }
  })
}

const dropDatabase: CommandHandler = (engine, _command, database) =>
  engine.storage.write(() => {
    for (const collection of collectionsOf(engine, database)) engine.writer.drop(collection)
    return { dropped: database, ok: 1 }
  })

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

const collStats: CommandHandler = (engine, command, database) => {
  const namespace = namespaceOf(command, database)
  const collection = engine.catalog.find(namespace)
  const { bytes, count } = collection ? sizeOf(engine, collection) : { bytes: 0, count: 0 }
  const avgObjSize = count ? Math.round(bytes / count) : 0
  const nindexes = collection?.indexes.length ?? 0
  return { ns: namespace, count, size: bytes, avgObjSize, storageSize: bytes, nindexes, totalIndexSize: 0, ok: 1 }
}

const dbStats: CommandHandler = (engine, _command, database) => {
  const collections = collectionsOf(engine, database)
  const sizes = collections.map((collection) => sizeOf(engine, collection))
  const dataSize = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  const objects = sizes.reduce((sum, { count }) => sum + count, 0)
  const indexes = collections.reduce((sum, { indexes }) => sum + indexes.length, 0)
  return {
    db: database,
    collections: Long.fromNumber(collections.length),
    objects: Long.fromNumber(objects),
    dataSize,
    storageSize: dataSize,
    indexes: Long.fromNumber(indexes),
    ok: 1,
  }
}

export const namespaceCommands: Record<string, CommandHandler> = {
  listDatabases,
  listCollections,
  create,
  drop,
  dropDatabase,
  createIndexes,
  dropIndexes,
  listIndexes,
  collStats,
  dbStats,
}
