import { type Connection, Schema } from 'mongoose'
import type { MailWish } from './mail-choice.ts'

type Stored = { _id: string; wish: MailWish }

/** What each member wants to hear of by e-mail, by their id. */
export function mailChoiceStore(connection: Connection) {
  const choices = connection.model<Stored>(
    'mail_choices',
    new Schema<Stored>({ _id: String, wish: String }, { strict: 'throw', versionKey: false, autoIndex: false }),
  )
  return {
    async all(): Promise<Map<string, MailWish>> {
      return new Map((await choices.find({}).lean()).map(({ _id, wish }) => [_id, wish]))
    },
    async of(member: string): Promise<MailWish | undefined> {
      return (await choices.findOne({ _id: member }).lean())?.wish
    },
    async set(member: string, wish: MailWish): Promise<void> {
      await choices.updateOne({ _id: member }, { $set: { wish } }, { upsert: true })
    },
  }
}

export type MailChoiceStore = ReturnType<typeof mailChoiceStore>
