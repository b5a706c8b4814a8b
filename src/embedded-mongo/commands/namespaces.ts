import { Long } from 'bson'
import { type Collection, idIndexName, prefixRange } from '../catalog.ts'
import { CommandError } from '../command-error.ts'
import type { Engine } from '../engine.ts'
import { compileFilter } from '../match.ts'
import { type CommandHandler, documentField, listing, namespaceOf, refuseCollation } from './command-handler.ts'

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
  for (const option of ['viewOn', 'capped', 'timeseries', 'validator']) {
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
  collStats,
  dbStats,
}
