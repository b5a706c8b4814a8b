import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { mongo } from 'mongoose'
import { startEmbeddedMongo } from '../../src/embedded-mongo/server.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'mongo-'))

/** A process that serves the folder and inserts; `lines` are what it has acknowledged. */
function startWriter(folder: string) {
  const script = join(__dirname, 'crash-writer.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['ignore', 'pipe', 'pipe'] })
  const acknowledged: number[] = []
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const lines = createInterface({ input: child.stdout })
  const wakers: (() => void)[] = []
  lines.on('line', (line) => {
    if (line !== 'ready') acknowledged.push(Number(line))
    for (const wake of wakers) wake()
  })
  const exited = new Promise<void>((resolve) => child.on('close', () => resolve()))
  return {
    acknowledged,
    errors: () => errors,
    exited,
    hasWritten: (count: number) =>
      new Promise<void>((resolve, reject) => {
        wakers.push(() => acknowledged.length >= count && resolve())
        child.on('close', () => reject(new Error(errors)))
      }),
    kill: () => child.kill('SIGKILL'),
  }
}

describe('the data folder', () => {
  it('has every acknowledged document exactly once after each kill -9', async () => {
    const folder = newFolder()
    const acknowledged: number[] = []
    for (const count of [1, 60, 200]) {
      const writer = startWriter(folder)
      await writer.hasWritten(count)
      writer.kill()
      await writer.exited
      acknowledged.push(...writer.acknowledged)
    }
    const server = await startEmbeddedMongo({ folder, onFault: (fault) => expect(fault).toBeUndefined() })
    const client = await new mongo.MongoClient(server.uri).connect()
    const rows = client.db('test').collection<{ _id: number; twin: number }>('rows')
    const found = await rows.find().sort({ _id: 1 }).toArray()
    const byTwin = await rows
      .find({ twin: { $gt: 0 } })
      .hint('twin_1')
      .toArray()
    const ids = found.map(({ _id }) => _id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(expect.arrayContaining(acknowledged))
    expect(byTwin.map(({ _id }) => _id)).toEqual(ids)
    await client.close()
    await server.close()
    rmSync(folder, { recursive: true })
  }, 30_000)

  it('belongs to one process, and to the next once that one is killed', async () => {
    const folder = newFolder()
    const writer = startWriter(folder)
    await writer.hasWritten(1)
    await expect(startEmbeddedMongo({ folder, onFault: () => {} })).rejects.toThrow(/already in use by process \d+$/)
    const second = startWriter(folder)
    await second.exited
    expect(second.errors()).toMatch(/^The data folder .* is already in use by process \d+\n$/)
    const place = () => dirname(readFileSync(join(folder, 'SOCKET'), 'utf8'))
    const left = place()
    writer.kill()
    await writer.exited
    expect(existsSync(left)).toBe(true)
    const server = await startEmbeddedMongo({ folder, onFault: () => {} })
    const own = place()
    expect([existsSync(left), existsSync(own)]).toEqual([false, true])
    await expect(startEmbeddedMongo({ folder, onFault: () => {} })).rejects.toThrow(
      `already in use by process ${process.pid}`,
    )
    await server.close()
    expect(existsSync(own)).toBe(false)
    rmSync(folder, { recursive: true })
  }, 30_000)

  it('is refused in a format that is not known', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'FORMAT'), 'sluice embedded database, format 99\n')
    await expect(startEmbeddedMongo({ folder, onFault: () => {} })).rejects.toThrow(
      'a format that this version does not know',
    )
    rmSync(folder, { recursive: true })
  })
})
