import type { Connection } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { tenantSchema } from '../database/schema.ts'
import type { MergeRecord } from './merge.ts'

type Stored = MergeRecord & { _id: string; project: string; from: string; at: number; done: boolean }

/** Which anonymous subject went into which person: one record for each, written before anything moves, kept for good. */
export function mergeStore(connection: Connection) {
  const merges = connection.model<Stored>(
    'merges',
    tenantSchema<Stored>({ from: String, into: String, at: Number, done: Boolean }, [
      { keys: { project: 1, into: 1, done: 1 } },
      { keys: { project: 1, done: 1 } },
    ]),
  )
  const idOf = (project: string, from: string) => ({ _id: `${project}:${from}`, project })
  async function find(project: string, from: string): Promise<MergeRecord | undefined> {
    return (await merges.findOne(idOf(project, from), { _id: 0, into: 1 }).lean<MergeRecord>()) ?? undefined
  }

  return {
    find,
    /** Writes the record; where there is one already, that one stays, and is answered. */
    async begin(project: string, from: string, into: string, at: number): Promise<MergeRecord | undefined> {
      const fresh = merges.create({ ...idOf(project, from), from, into, at, done: false })
      return (await isInserted(fresh)) ? undefined : find(project, from)
    },
    async finish(project: string, from: string): Promise<void> {
      await merges.updateOne(idOf(project, from), { $set: { done: true } })
    },
    /** Who is on the way into this person, or into anybody, and was interrupted. */
    async unfinished(project: string, into?: string): Promise<{ from: string; into: string }[]> {
      const whose = into === undefined ? {} : { into }
      return merges.find({ project, done: false, ...whose }, { _id: 0, from: 1, into: 1 }).lean()
    },
  }
}

export type MergeStore = ReturnType<typeof mergeStore>
