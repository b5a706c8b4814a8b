import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { movingClock } from '../../src/base/clock.ts'
import { encodeDocument } from '../../src/embedded-mongo/bson-document.ts'
import { liveIndex } from '../../src/embedded-mongo/catalog.ts'
import { openEngine } from '../../src/embedded-mongo/engine.ts'
import { removeExpired } from '../../src/embedded-mongo/expiry.ts'
import { readRecords } from '../../src/embedded-mongo/read-records.ts'
import { openStorage } from '../../src/embedded-mongo/storage.ts'

it('removes what a TTL index says is over, and nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mongo-'))
  const storage = openStorage(folder)
  const clock = movingClock(1_000_000)
  const engine = openEngine(storage, clock)
  const at = (ms: number) => new Date(1_000_000 + ms)
  const collection = await storage.write(() => {
    const made = engine.catalog.ensure('test.sessions')
    const spec = { v: 2, key: { at: 1 as const }, name: 'at_1', expireAfterSeconds: 10 }
    engine.writer.build(made, liveIndex({ id: engine.catalog.nextId(), spec, multikey: false, cut: false }))
    const documents = [
      { _id: 1, at: at(0) },
      { _id: 2, at: at(5000) },
      { _id: 3, at: 5 },
      { _id: 4 },
      { _id: 5, at: [at(60_000), at(1)] },
    ]
    for (const document of documents) engine.writer.insert(made, encodeDocument(document))
    return made
  })
  const ids = () => [...readRecords(storage, collection, { filter: {} })].map(({ document }) => document._id)

  expect(await removeExpired(engine)).toBe(0)
  clock.advance(10_001)
  expect(await removeExpired(engine)).toBe(2)
  expect(ids()).toEqual([2, 3, 4])
  clock.advance(5000)
  expect(await removeExpired(engine)).toBe(1)
  expect(ids()).toEqual([3, 4])
  await storage.close()
  rmSync(folder, { recursive: true })
})
