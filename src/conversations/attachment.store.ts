import { type Connection, trusted } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { tenantSchema } from '../database/schema.ts'
import type { Picture } from './attachment.ts'

export type StoredPicture = Picture & {
  subject: string
  /** Of the bytes as they were sent. */
  digest: string
  at: number
  sequence: number
  /** Whether its bytes are there, too. */
  isStored: boolean
  /** The message that it belongs to. */
  message?: string
  /** Instant from which it is gone; none once its message is stored. */
  expiresAt?: number
}

type Row = StoredPicture & { _id: string; project: string }
type Content = { _id: string; project: string; bytes: Buffer }

/** Pictures, and their bytes apart: one document of at most 5 MiB each, which nothing but showing it reads. */
export function attachmentStore(connection: Connection) {
  const pictures = connection.model<Row>(
    'attachments',
    tenantSchema<Row>(
      {
        ...{ id: String, subject: String, type: String, width: Number, height: Number, digest: String },
        ...{ at: Number, sequence: Number, isStored: Boolean, message: String, expiresAt: Number },
      },
      [{ keys: { project: 1, subject: 1 } }, { keys: { project: 1, expiresAt: 1 } }],
    ),
  )
  const contents = connection.model<Content>('attachment_contents', tenantSchema<Content>({ bytes: Buffer }))
  const keyOf = (project: string, id: string) => ({ _id: `${project}:${id}`, project })

  async function remove(project: string, id: string): Promise<void> {
    await contents.deleteOne(keyOf(project, id))
    await pictures.deleteOne(keyOf(project, id))
  }

  return {
    async find(project: string, id: string): Promise<StoredPicture | null> {
      return pictures.findOne(keyOf(project, id), { _id: 0, project: 0 }).lean<StoredPicture>()
    },

    /** False where the id is taken. */
    async insert(project: string, picture: StoredPicture): Promise<boolean> {
      return isInserted(pictures.create({ ...keyOf(project, picture.id), ...picture }))
    },

    /** Keeps the bytes; only then is the picture there. Twice is the same as once. */
    async putBytes(project: string, id: string, bytes: Uint8Array): Promise<void> {
      const key = keyOf(project, id)
      await contents.updateOne(key, { $set: { bytes: Buffer.from(bytes) } }, { upsert: true })
      await pictures.updateOne(key, { $set: { isStored: true } })
    },

    async bytesOf(project: string, id: string): Promise<Uint8Array | undefined> {
      const found = await contents.findOne(keyOf(project, id)).lean<{ bytes: { buffer: Uint8Array } | Buffer }>()
      if (!found) return undefined
      return Buffer.isBuffer(found.bytes) ? found.bytes : Buffer.from(found.bytes.buffer)
    },

    /** Gives a stored picture of this subject to a message; false unless it is that message's already, or nobody's. */
    async claim(project: string, subject: string, id: string, message: string, now: number): Promise<boolean> {
      const done = await pictures.updateOne(
        {
          ...{ ...keyOf(project, id), subject, isStored: true },
          $and: [
            { $or: [{ message }, { message: trusted({ $exists: false }) }] },
            { $or: [{ expiresAt: trusted({ $gt: now }) }, { expiresAt: trusted({ $exists: false }) }] },
          ],
        },
        { $set: { message } },
      )
      return done.matchedCount === 1
    },

    /** From now on it stays as long as its message. */
    async keep(project: string, message: string, ids: readonly string[]): Promise<void> {
      for (const id of ids) await pictures.updateOne({ ...keyOf(project, id), message }, { $unset: { expiresAt: 1 } })
    },

    async move(project: string, from: string, into: string): Promise<void> {
      await pictures.updateMany({ project, subject: from }, { $set: { subject: into } })
    },

    remove,

    /** Removes some whose time is over; answers how many. */
    async removeExpired(project: string, now: number, most: number): Promise<number> {
      const over = { project, expiresAt: trusted({ $lte: now }) }
      const found = await pictures.find(over, { id: 1 }).limit(most).lean<{ id: string }[]>()
      for (const { id } of found) await remove(project, id)
      return found.length
    },
  }
}

export type AttachmentStore = ReturnType<typeof attachmentStore>
