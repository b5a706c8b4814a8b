import { randomBytes } from 'node:crypto'
import { Long } from 'bson'
import type { Clock } from '../base/clock.ts'
import { CommandError } from './command-error.ts'

export type Batch = { id: Long; namespace: string; documents: Buffer[] }

type Cursor = {
  namespace: string
  source: Iterator<Buffer>
  held: Buffer | undefined
  usedAt: number
  expires: boolean
}

const idleMs = 10 * 60_000
const batchBytes = 16 * 1024 * 1024
const firstBatch = 101

/** Results that are sent in pieces; a cursor that nobody asks for ten minutes is forgotten. */
export function cursorStore(clock: Clock) {
  const cursors = new Map<string, Cursor>()

  function take(cursor: Cursor, most: number): Buffer[] {
    const documents: Buffer[] = []
    let bytes = 0
    while (documents.length < most) {
      const next = cursor.held ?? nextOf(cursor)
      cursor.held = undefined
      if (!next) break
      if (documents.length > 0 && bytes + next.length > batchBytes) {
        cursor.held = next
        break
      }
      bytes += next.length
      documents.push(next)
    }
    return documents
  }

  const nextOf = ({ source }: Cursor): Buffer | undefined => {
    const { done, value } = source.next()
    return done ? undefined : value
  }

  function isDrained(cursor: Cursor): boolean {
    cursor.held ??= nextOf(cursor)
    return !cursor.held
  }

  return {
    /** The first batch, and a cursor for the rest if there is one; `batchSize` undefined means MongoDB's first 101. */
    open(
      namespace: string,
      documents: Iterable<Buffer>,
      { batchSize, single, expires = true }: { batchSize?: number | undefined; single?: boolean; expires?: boolean },
    ): Batch {
      const cursor = { namespace, source: documents[Symbol.iterator](), held: undefined, usedAt: clock.now(), expires }
      const first = take(cursor, batchSize ?? firstBatch)
      if (single || isDrained(cursor)) return { id: Long.ZERO, namespace, documents: first }
      const id = Long.fromBytesLE([...randomBytes(7), 0], false)
      cursors.set(id.toString(), cursor)
      return { id, namespace, documents: first }
    },

    more(id: Long, namespace: string, batchSize: number | undefined): Batch {
      const cursor = cursors.get(id.toString())
      if (!cursor || cursor.namespace !== namespace) throw new CommandError(43, `cursor id ${id} not found`)
      cursor.usedAt = clock.now()
      const documents = take(cursor, batchSize || Number.POSITIVE_INFINITY)
      if (!isDrained(cursor)) return { id, namespace, documents }
      cursors.delete(id.toString())
      return { id: Long.ZERO, namespace, documents }
    },

    kill: (id: Long) => cursors.delete(id.toString()),
    count: () => cursors.size,

    forgetIdle() {
      const oldest = clock.now() - idleMs
      for (const [id, { usedAt, expires }] of cursors) if (expires && usedAt < oldest) cursors.delete(id)
    },
  }
}

export type CursorStore = ReturnType<typeof cursorStore>
