import { MongoStore } from 'connect-mongo'
import type { Connection } from 'mongoose'

const collectionName = 'sessions'

/** Sessions in the database; the database itself removes those that have run out. */
export async function sessionStore(connection: Connection): Promise<MongoStore> {
  await connection.collection(collectionName).createIndex({ expires: 1 }, { expireAfterSeconds: 0 })
  return MongoStore.create({
    client: connection.getClient() as never,
    dbName: connection.name,
    collectionName,
    autoRemove: 'disabled',
  })
}
