import type { Connection } from 'mongoose'
import { tenantSchema } from '../database/schema.ts'
import type { Consent, JoinText } from './join-text.ts'

type StoredText = JoinText & { _id: string; project: string; channel: string; revision: number }
type Stored = Consent & { _id: string; project: string; subject: string }

/** Which text who accepted when; each revision of a text that somebody accepted is kept once, as they read it. */
export function consentStore(connection: Connection) {
  const lines = { name: String, description: String, breaks: String, leaving: String }
  const texts = connection.model<StoredText>(
    'join_texts',
    tenantSchema<StoredText>({ channel: String, revision: Number, ...lines }),
  )
  const consents = connection.model<Stored>(
    'consents',
    tenantSchema<Stored>({ subject: String, channel: String, revision: Number, at: Number }, [
      { keys: { project: 1, subject: 1, at: 1 } },
    ]),
  )

  async function ofSubject(project: string, subject: string): Promise<Consent[]> {
    return consents.find({ project, subject }, { _id: 0, channel: 1, revision: 1, at: 1 }).sort({ at: 1 }).lean()
  }

  return {
    /** Keeps a consent with its text; the same subject accepts the same revision once. */
    async keep(project: string, subject: string, { channel, revision, at }: Consent, text: JoinText): Promise<void> {
      const key = `${project}:${channel}:${revision}`
      await texts.updateOne({ _id: key, project }, { $setOnInsert: { channel, revision, ...text } }, { upsert: true })
      await consents.updateOne(
        { _id: `${key}:${subject}`, project },
        { $setOnInsert: { subject, channel, revision, at } },
        { upsert: true },
      )
    },
    ofSubject,

    async move(project: string, from: string, into: string): Promise<void> {
      for (const { channel, revision, at } of await ofSubject(project, from)) {
        const idOf = (subject: string) => ({ _id: `${project}:${channel}:${revision}:${subject}`, project })
        await consents.updateOne(
          idOf(into),
          { $setOnInsert: { subject: into, channel, revision, at } },
          { upsert: true },
        )
        await consents.deleteOne(idOf(from))
      }
    },
    async text(project: string, channel: string, revision: number): Promise<JoinText | null> {
      const only = { _id: 0, name: 1, description: 1, breaks: 1, leaving: 1 }
      return texts.findOne({ _id: `${project}:${channel}:${revision}`, project }, only).lean()
    },
  }
}

export type ConsentStore = ReturnType<typeof consentStore>
