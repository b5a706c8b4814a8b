import { createServer, type Server } from 'node:net'
import { type Clock, systemClock } from '../base/clock.ts'
import { serveConnection } from './connection.ts'
import { openEngine } from './engine.ts'
import { removeExpired } from './expiry.ts'
import { openFolder } from './folder.ts'
import { socketPlace } from './socket-place.ts'

const sweepEveryMs = 60_000

export type EmbeddedMongo = { uri: string; close(): Promise<void> }

type Setting = { folder: string; onFault: (fault: unknown) => void; clock?: Clock }

/** Serves the data folder to MongoDB's driver; refuses a folder that is in use or of an unknown format. */
export async function startEmbeddedMongo({ folder, onFault, clock = systemClock }: Setting): Promise<EmbeddedMongo> {
  const storage = await openFolder(folder)
  let place: ReturnType<typeof socketPlace>
  try {
    place = socketPlace(folder)
    const engine = openEngine(storage, clock)
    const connections = new Set<ReturnType<typeof serveConnection>>()
    const server = createServer((socket) => {
      const connection = serveConnection(engine, socket, onFault)
      connections.add(connection)
      socket.on('close', () => connections.delete(connection))
    })
    const uri = await listen(server, place?.path)
    server.on('error', onFault)
    let sweeping: Promise<unknown> = Promise.resolve()
    const sweep = setInterval(() => {
      engine.cursors.forgetIdle()
      sweeping = sweeping.then(() => removeExpired(engine)).catch(onFault)
    }, sweepEveryMs)
    sweep.unref()

    return {
      uri,
      async close() {
        clearInterval(sweep)
        const closed = new Promise((resolve) => server.close(resolve))
        await Promise.all([...connections].map((connection) => connection.finish()))
        await Promise.all([closed, sweeping])
        // While the data folder is still ours alone.
        place?.remove()
        await storage.close()
      },
    }
  } catch (fault) {
    place?.remove()
    await storage.close()
    throw fault
  }
}

function listen(server: Server, path: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    const onListening = () => {
      server.off('error', reject)
      const address = server.address()
      const host = typeof address === 'string' ? encodeURIComponent(address) : `127.0.0.1:${address?.port}`
      resolve(`mongodb://${host}/?directConnection=true`)
    }
    if (path === undefined) server.listen(0, '127.0.0.1', onListening)
    else server.listen(path, onListening)
  })
}
