import type { Model } from 'mongoose'
import { gathered } from '../base/gathered.ts'
import { inOneReply, overlapping } from './group-reads.ts'

type Upsert = { filter: Record<string, unknown>; update: Record<string, unknown> }

/**
 * Inserts with one command what many ask for at the same time; false where a unique index has the key already. It goes
 * past Mongoose's casting, so the documents must be whole, with `_id` and `project`.
 */
export const groupInserts = <Document>({ collection }: Model<Document>) =>
  gathered(async (documents: Document[]): Promise<boolean[]> => {
    const taken = await duplicatesOf(
      collection.insertMany(documents as never[], { ordered: false, ignoreUndefined: true }),
    )
    return documents.map((_, i) => !taken.has(i))
  }, overlapping)

/**
 * The same for updates that insert where nothing matches, some at a time. Where a document has the `_id` but does not
 * match the rest of the filter, nothing happens: that is how one that was done already is told from a new one.
 */
export function groupUpserts<Document>({ collection }: Model<Document>) {
  const write = (upserts: Upsert[], upsert: boolean) =>
    collection.bulkWrite(upserts.map((one) => ({ updateOne: { ...one, upsert } })) as never[], { ordered: false })

  return gathered(async (asked: (readonly Upsert[])[]): Promise<undefined[]> => {
    const upserts = asked.flat()
    const taken = upserts.length > 0 ? await duplicatesOf(write(upserts, true)) : new Set<number>()
    // Somebody else may have inserted it in this very moment: then it matches now.
    if (taken.size > 0)
      await write(
        upserts.filter((_, i) => taken.has(i)),
        false,
      )
    return asked.map(() => undefined)
  })
}

/**
 * Updates with one command what many ask for at the same time, each one document; false where nothing matched. `isDone`
 * tells so by the document where that is not true of all.
 */
export function groupUpdates<Document extends { _id: string }>(
  { collection }: Model<Document>,
  isDone: (stored: Document, update: Upsert['update']) => boolean,
) {
  type Update = { filter: { _id: string } & Record<string, unknown>; update: Upsert['update'] }

  return gathered(async (updates: Update[]): Promise<boolean[]> => {
    const statements = updates.map((updateOne) => ({ updateOne }))
    const { matchedCount } = await collection.bulkWrite(statements as never[], { ordered: false })
    if (matchedCount === updates.length) return updates.map(() => true)
    const filter = { _id: { $in: updates.map(({ filter: { _id } }) => _id) as never[] } }
    const stored = new Map<string, Document>()
    for (const one of await collection.find(filter, inOneReply).toArray())
      stored.set(String(one._id), one as unknown as Document)
    return updates.map(({ filter: { _id }, update }) => {
      const one = stored.get(_id)
      return one !== undefined && isDone(one, update)
    })
  }, overlapping)
}

const mostKnown = 10_000

/**
 * Keeps with one command what many hand in at the same time, each under its `_id`; what is there already stays. What
 * was kept lately is not looked for again until it is forgotten, which is due when it is removed.
 */
export function groupKeeps<Document extends { _id: string }>({ collection }: Model<Document>) {
  const known = new Set<string>()

  const write = gathered(async (documents: Document[]): Promise<undefined[]> => {
    const missing = new Map(documents.map((document) => [document._id, document]))
    const filter = { _id: { $in: [...missing.keys()] as never[] } }
    for (const { _id } of await collection.find(filter, { ...inOneReply, projection: { _id: 1 } }).toArray())
      missing.delete(String(_id))
    const fresh = [...missing.values()] as never[]
    if (fresh.length > 0) await duplicatesOf(collection.insertMany(fresh, { ordered: false, ignoreUndefined: true }))
    return documents.map(() => undefined)
  })

  return {
    async keep(_id: string, rest: () => Omit<Document, '_id'>): Promise<void> {
      if (known.has(_id)) return
      await write({ _id, ...rest() } as Document)
      if (known.size >= mostKnown) known.clear()
      known.add(_id)
    },
    forget(_id: string): void {
      known.delete(_id)
    },
  }
}

type BulkFault = { writeErrors?: readonly { index: number; code: number }[] | { index: number; code: number } }

/** The places of those that a unique index refused; every other fault is thrown on. */
async function duplicatesOf(written: Promise<unknown>): Promise<Set<number>> {
  try {
    await written
    return new Set()
  } catch (fault) {
    const errors = [(fault as BulkFault).writeErrors ?? []].flat()
    if (errors.length === 0 || errors.some(({ code }) => code !== 11000)) throw fault
    return new Set(errors.map(({ index }) => index))
  }
}
