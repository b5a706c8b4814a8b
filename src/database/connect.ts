import mongoose, { type Collection, type Connection, type Model, type mongo } from 'mongoose'
import { formerIndexes } from './former-indexes.ts'
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
 * Builds the indexes that the stores declared, one collection after the other, before anything relies on them; those
 * that earlier versions built go where others have taken their place.
 */
export async function buildIndexes(connection: Connection): Promise<void> {
  for (const model of Object.values(connection.models)) {
    const declared = model.schema.indexes().map(([key, options]) => ({ ...options, key }))
    if (declared.length > 0) await model.collection.createIndexes(declared as mongo.IndexDescription[])
    await dropFormer(model)
  }
}

/** What is over all documents goes where a partial one has its keys, and what is asked for no more. */
async function dropFormer({ collection, schema }: Model<unknown>): Promise<void> {
  const replaced = schema
    .indexes()
    .flatMap(([keys, { partialFilterExpression }]) => (partialFilterExpression ? [keys] : []))
  const former = [...replaced, ...(formerIndexes[collection.name] ?? [])].map((keys) => indexName({ keys }))
  if (former.length === 0) return
  for (const { name = '' } of await collection.indexes()) if (former.includes(name)) await dropIfThere(collection, name)
}

const indexNotFound = 27

/** Somebody else may drop it at the same time. */
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
