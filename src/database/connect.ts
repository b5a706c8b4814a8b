import mongoose, { type Collection, type Connection } from 'mongoose'
import { indexName } from './schema.ts'

mongoose.set('sanitizeFilter', true)
mongoose.set('strictQuery', 'throw')

/** Opens the database; every store then makes its model on this connection. */
export async function connect(uri: string): Promise<Connection> {
  const connection = mongoose.createConnection(uri, {
    bufferCommands: false,
    autoIndex: false,
    autoCreate: false,
    dbName: databaseNameOf(uri),
    serverSelectionTimeoutMS: 10_000,
    w: 'majority',
  })
  return connection.asPromise()
}

/**
 * Builds the indexes that the stores declared, one after the other, before anything relies on them; an index over all
 * documents that an earlier version built goes where a partial one with its keys has taken its place.
 */
export async function buildIndexes(connection: Connection): Promise<void> {
  for (const model of Object.values(connection.models)) {
    await model.ensureIndexes()
    for (const [keys, { partialFilterExpression }] of model.schema.indexes())
      if (partialFilterExpression) await dropIfThere(model.collection, indexName({ keys }))
  }
}

const indexNotFound = 27

/** Somebody else may drop it at the same time, or have dropped it before. */
async function dropIfThere(collection: Collection, index: string): Promise<void> {
  try {
    await collection.dropIndex(index)
  } catch (fault) {
    if ((fault as { code?: unknown }).code !== indexNotFound) throw fault
  }
}

function databaseNameOf(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/[^/]+\/([^/?]+)/.exec(uri)?.[1] ?? 'sluice'
}
