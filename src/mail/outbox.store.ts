import { type Connection, Schema, trusted } from 'mongoose'
import type { Letter } from '../base/letter.ts'
import { isInserted } from '../database/duplicate-key.ts'

/** `dueAt`: when it is tried next (ms); `state` is `due` until it is sent or given up. */
type Stored = Omit<Letter, 'key'> & {
  _id: string
  state: 'due' | 'sent' | 'given-up'
  at: number
  dueAt: number
  tries: number
}

/** A letter that is being tried, for the so manieth time. */
export type Tried = Letter & { tries: number }

/** Letters that wait; of one that is sent or given up nothing stays but that it was. */
export function outboxStore(connection: Connection) {
  const schema = new Schema<Stored>(
    {
      ...{ _id: String, to: String, title: String, text: String },
      ...{ state: String, at: Number, dueAt: Number, tries: Number },
    },
    { strict: 'throw', versionKey: false, id: false, autoIndex: false },
  )
  schema.index({ state: 1, dueAt: 1 })
  const letters = connection.model<Stored>('letters', schema)

  return {
    /** False where there is a letter with this key already. */
    async put({ key, ...letter }: Letter, at: number): Promise<boolean> {
      return isInserted(letters.create({ _id: key, ...letter, state: 'due', at, dueAt: at, tries: 0 }))
    },

    /** One that is due; until `again` (ms) nobody else gets it. */
    async take(now: number, again: number): Promise<Tried | undefined> {
      const found = await letters
        .findOneAndUpdate(
          { state: 'due', dueAt: trusted({ $lte: now }) },
          { $set: { dueAt: again }, $inc: { tries: 1 } },
          { sort: { dueAt: 1 }, returnDocument: 'after' },
        )
        .lean()
      return found
        ? { key: found._id, to: found.to, title: found.title, text: found.text, tries: found.tries }
        : undefined
    },

    async tryAgain(key: string, dueAt: number): Promise<void> {
      await letters.updateOne({ _id: key, state: 'due' }, { $set: { dueAt } })
    },

    /** Forgets whom it went to and what it said. */
    async end(key: string, state: 'sent' | 'given-up', at: number): Promise<void> {
      await letters.updateOne({ _id: key }, { $set: { state, at }, $unset: { to: 1, title: 1, text: 1 } })
    },

    /** Forgets of letters that ended before an instant (ms) even that they were. */
    async removeBefore(instant: number): Promise<void> {
      for (const state of ['sent', 'given-up'] as const)
        await letters.deleteMany({ state, dueAt: trusted({ $lt: instant }), at: trusted({ $lt: instant }) })
    },
  }
}

export type OutboxStore = ReturnType<typeof outboxStore>
