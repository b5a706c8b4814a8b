import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { open } from 'lmdb'

export type Table = 'catalog' | 'documents' | 'ids' | 'entries'
export type Entry = { key: Buffer; value: Buffer }
export type Range = { start: Buffer; end: Buffer }

type Job = { work: () => unknown; done: (value: never) => void; failed: (fault: unknown) => void }

const firstChunk = 32
const largestChunk = 1024

/**
 * Ordered tables in one LMDB file. Writers that wait at the same time are committed together: their promises resolve
 * after the one flush to disk that they share, and each is undone alone when it throws.
 */
export function openStorage(folder: string) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Without overlapping, a commit returns when LMDB has flushed data and meta page: acknowledged means on disk.
  const root = open({
    path: join(folder, 'data.mdb'),
    noSubdir: true,
    encoding: 'binary',
    keyEncoding: 'binary',
    maxDbs: 8,
    overlappingSync: false,
  })
  const openTable = (name: Table) => root.openDB<Buffer, Buffer>({ name, encoding: 'binary', keyEncoding: 'binary' })
  const tables = {
    catalog: openTable('catalog'),
    documents: openTable('documents'),
    ids: openTable('ids'),
    entries: openTable('entries'),
  }
  const waiting: Job[] = []
  const undoListeners: (() => void)[] = []
  let closed = false

  function commitWaiting() {
    const jobs = waiting.splice(0)
    const outcomes: (() => void)[] = []
    try {
      root.transactionSync(() => {
        // A transaction of its own inside this one copies every page that it touches; a single job needs none.
        for (const job of jobs) outcomes.push(jobs.length === 1 ? run(job) : runAlone(job))
      })
      for (const announce of outcomes) announce()
    } catch (fault) {
      tellUndone()
      for (const job of jobs) job.failed(fault)
    }
  }

  function run({ work, done }: Job): () => void {
    const value = work() as never
    return () => done(value)
  }

  function runAlone({ work, done, failed }: Job): () => void {
    try {
      const value = root.childTransaction(work as () => never) as never
      return () => done(value)
    } catch (fault) {
      tellUndone()
      return () => failed(fault)
    }
  }

  const tellUndone = () => {
    for (const listener of undoListeners) listener()
  }

  return {
    /** Runs `work` in a write transaction; resolves with its value once that is on disk. */
    write<T>(work: () => T): Promise<T> {
      if (closed) return Promise.reject(new Error('The database is closed'))
      return new Promise((done, failed) => {
        waiting.push({ work, done: done as (value: never) => void, failed })
        if (waiting.length === 1) setImmediate(commitWaiting)
      })
    },

    /** Calls `listener` when written work was undone, so that what memory holds is read again. */
    onUndone: (listener: () => void) => undoListeners.push(listener),

    get: (table: Table, key: Buffer): Buffer | undefined => tables[table].getBinary(key),
    put: (table: Table, key: Buffer, value: Buffer) => void tables[table].putSync(key, value),
    remove: (table: Table, key: Buffer) => void tables[table].removeSync(key),
    count: (table: Table, range: Range) => tables[table].getKeysCount(range),
    firstKey(table: Table, range: Range): Buffer | undefined {
      for (const key of tables[table].getKeys({ ...range, limit: 1 })) return Buffer.from(key)
      return undefined
    },

    /**
     * The entries with start ≤ key < end, read in growing pieces: between two pieces others may write, and no read
     * transaction stays open.
     */
    *scan(table: Table, { start, end }: Range, reverse = false): Generator<Entry> {
      let from = reverse ? end : start
      let chunk = firstChunk
      for (let first = true; ; first = false) {
        const entries = tables[table]
          .getRange({
            start: from,
            end: reverse ? start : end,
            reverse,
            limit: chunk,
            exclusiveStart: !first || reverse,
            inclusiveEnd: reverse,
          })
          .map(({ key, value }) => ({ key: Buffer.from(key), value }))
        let last: Buffer | undefined
        let read = 0
        for (const entry of [...entries]) {
          last = entry.key
          read++
          yield entry
        }
        if (read < chunk || !last) return
        from = last
        chunk = Math.min(chunk * 2, largestChunk)
      }
    },

    /** The processes that have read here since they opened the folder, this one among them after its first read. */
    readers(): number[] {
      root.readerCheck()
      const lines = root.readerList().split('\n').slice(1)
      return lines.map((line) => Number.parseInt(line.trim(), 10)).filter(Number.isInteger)
    },

    async close() {
      while (waiting.length > 0) await new Promise((resolve) => setImmediate(resolve))
      closed = true
      await root.close()
    },
  }
}

export type Storage = ReturnType<typeof openStorage>
