import type { Connection } from 'mongoose'
import { connect } from '../../src/database/connect.ts'
import { openMongo } from '../embedded-mongo/open-mongo.ts'

/** One embedded database for the tests of a file; gives what connects to it as another process does. */
export function withMongo() {
  let mongo: Awaited<ReturnType<typeof openMongo>>
  const connections: Connection[] = []

  beforeAll(async () => {
    mongo = await openMongo()
  })
  afterAll(async () => {
    for (const connection of connections) await connection.close()
    await mongo.close()
  })

  return async (options = ''): Promise<Connection> => {
    const connection = await connect(`${mongo.uri}${options}`)
    connections.push(connection)
    return connection
  }
}
