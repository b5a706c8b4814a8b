import type { Connection } from 'mongoose'
import { anything, tenantSchema } from '../database/schema.ts'
import type { Notice } from './notice.ts'

type Stored = Omit<Notice, 'id'> & { _id: string; project: string; subject: string }

/** What people are told, until they have seen it and after. */
export function noticeStore(connection: Connection) {
  const notices = connection.model<Stored>(
    'notices',
    tenantSchema<Stored>({ subject: String, kind: String, words: anything, at: Number, seenAt: Number }, [
      { keys: { project: 1, subject: 1, at: 1 } },
      { keys: { project: 1, at: -1 } },
    ]),
  )

  return {
    /** Keeps a notice, once. */
    async keep(project: string, subject: string, { id, ...notice }: Notice): Promise<void> {
      await notices.updateOne({ _id: id, project }, { $setOnInsert: { subject, ...notice } }, { upsert: true })
    },
    /** The same for many at once. */
    async keepAll(project: string, kept: readonly { subject: string; notice: Notice }[]): Promise<void> {
      await notices.bulkWrite(
        kept.map(({ subject, notice: { id, ...notice } }) => ({
          updateOne: { filter: { _id: id, project }, update: { $setOnInsert: { subject, ...notice } }, upsert: true },
        })),
        { ordered: false },
      )
    },
    async unseen(project: string, subject: string): Promise<Notice[]> {
      const filter = { project, subject, seenAt: null } as object
      const found = await notices
        .find(filter, { project: 0, subject: 0 })
        .sort({ at: 1 })
        .lean<Omit<Stored, 'project'>[]>()
      return found.map(({ _id, subject: _, ...notice }) => ({ id: _id, ...notice }))
    },
    /** Notes that it was seen at `at` (ms); false where this person has no such notice. */
    async see(project: string, subject: string, id: string, at: number): Promise<boolean> {
      const found = await notices.findOneAndUpdate({ _id: id, project, subject }, { $min: { seenAt: at } })
      return found !== null
    },
    /** What was said to somebody goes with them when they become another subject. */
    async move(project: string, from: string, into: string): Promise<void> {
      await notices.updateMany({ project, subject: from }, { $set: { subject: into } })
    },
  }
}

export type NoticeStore = ReturnType<typeof noticeStore>
