import mongoose, { type Connection } from 'mongoose'

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

/** Builds the indexes that the stores declared, one after the other, before anything relies on them. */
export async function buildIndexes(connection: Connection): Promise<void> {
  for (const model of Object.values(connection.models)) await model.ensureIndexes()
}

function databaseNameOf(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/[^/]+\/([^/?]+)/.exec(uri)?.[1] ?? 'sluice'
}
