import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mongo } from 'mongoose'
import { startEmbeddedMongo } from '../../src/embedded-mongo/server.ts'

/** A server on an empty folder with a client on it; faults of the server fail the test that closes it. */
export async function openMongo() {
  const folder = mkdtempSync(join(tmpdir(), 'mongo-'))
  const faults: unknown[] = []
  const server = await startEmbeddedMongo({ folder, onFault: (fault) => faults.push(fault) })
  const client = await new mongo.MongoClient(server.uri).connect()
  return {
    folder,
    uri: server.uri,
    client,
    db: client.db('test'),
    async close() {
      await client.close()
      await server.close()
      rmSync(folder, { recursive: true })
      expect(faults).toEqual([])
    },
  }
}
