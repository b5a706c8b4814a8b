import type { Connection } from 'mongoose'
import { tenantSchema } from '../database/schema.ts'
import type { CannedReply } from './canned-reply.ts'

type Stored = CannedReply & { _id: string; project: string }

/** A project's canned replies, by key. */
export function cannedReplyStore(connection: Connection) {
  const replies = connection.model<Stored>(
    'canned_replies',
    tenantSchema<Stored>({ key: String, name: String, text: String, at: Number, by: String }, [
      { keys: { project: 1, name: 1 } },
    ]),
  )
  const idOf = (project: string, key: string) => ({ _id: `${project}:${key}`, project })

  return {
    async all(project: string): Promise<CannedReply[]> {
      return replies.find({ project }, { _id: 0, project: 0 }).sort({ name: 1 }).lean<CannedReply[]>()
    },
    async count(project: string): Promise<number> {
      return replies.countDocuments({ project })
    },
    async isThere(project: string, key: string): Promise<boolean> {
      return (await replies.findOne(idOf(project, key), { _id: 1 }).lean()) !== null
    },
    async put(project: string, { key, ...reply }: CannedReply): Promise<void> {
      await replies.updateOne(idOf(project, key), { $set: { key, ...reply } }, { upsert: true })
    },
    /** False where there is none with this key. */
    async remove(project: string, key: string): Promise<boolean> {
      return (await replies.deleteOne(idOf(project, key))).deletedCount === 1
    },
  }
}

export type CannedReplyStore = ReturnType<typeof cannedReplyStore>
