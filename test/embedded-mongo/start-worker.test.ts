import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mongo } from 'mongoose'
import { startEmbeddedMongoWorker } from '../../src/embedded-mongo/start-worker.ts'

const root = join(__dirname, '../..')
// Below the project, so that the built file finds its packages.
const built = join(root, 'node_modules/.cache/embedded-mongo-test')
const workerFile = join(built, 'worker.mjs')

describe('the database in a worker thread', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mongo-'))
  beforeAll(() => {
    const esbuild = join(root, 'node_modules/esbuild/bin/esbuild')
    const source = join(root, 'src/embedded-mongo/worker.ts')
    const options = ['--bundle', '--platform=node', '--format=esm', '--packages=external', '--log-level=error']
    execFileSync(esbuild, [source, ...options, `--outfile=${workerFile}`])
  })
  afterAll(() => {
    rmSync(built, { recursive: true })
    rmSync(folder, { recursive: true })
  })

  it('serves, refuses a second one, and closes without loss', async () => {
    const exits: Error[] = []
    const start = () => startEmbeddedMongoWorker({ folder, workerFile, onExit: (fault) => exits.push(fault) })
    const server = await start()
    await expect(start()).rejects.toThrow(/already in use by process \d+$/)
    const client = await new mongo.MongoClient(server.uri).connect()
    await client.db('test').collection('rows').insertOne({ a: 1 })
    await client.close()
    await server.close()

    const again = await start()
    const reader = await new mongo.MongoClient(again.uri).connect()
    expect(await reader.db('test').collection('rows').countDocuments({ a: 1 })).toBe(1)
    await reader.close()
    await again.close()
    expect(exits).toEqual([])
  })

  it('says so when it ends although nobody closed it', async () => {
    const file = join(built, 'dies.mjs')
    const source =
      "import { parentPort } from 'node:worker_threads'\nparentPort.postMessage({ uri: 'x' }); setImmediate(() => { throw new Error('lost') })"
    writeFileSync(file, source)
    const fault = await new Promise<Error>((resolve, reject) => {
      startEmbeddedMongoWorker({ folder, workerFile: file, onExit: resolve }).catch(reject)
    })
    expect(fault.message).toBe('lost')
  })
})
