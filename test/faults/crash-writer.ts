// Run as a process of its own: serves the folder, inserts without end, prints the number of each acknowledged document.
import { mongo } from 'mongoose'
import { startEmbeddedMongo } from '../../src/embedded-mongo/server.ts'

const writers = 8

async function run() {
  const server = await startEmbeddedMongo({ folder: process.argv[2] ?? '', onFault: console.error })
  const client = await new mongo.MongoClient(server.uri).connect()
  const rows = client.db('test').collection<{ _id: number }>('rows')
  await rows.createIndex({ twin: 1 }, { unique: true })
  const last = await rows.find().sort({ _id: -1 }).limit(1).toArray()
  let next = (last[0]?._id ?? 0) + 1
  process.stdout.write('ready\n')
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (;;) {
        const _id = next++
        await rows.insertOne({ _id, twin: _id } as never)
        process.stdout.write(`${_id}\n`)
      }
    }),
  )
}

run().catch((fault) => {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`)
  process.exit(1)
})
