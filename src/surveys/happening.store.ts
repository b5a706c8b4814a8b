import { type Connection, trusted } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { anything, tenantSchema } from '../database/schema.ts'

/** That an event was taken in: kept with its day for the last few, so that a repeat does not count twice. */
export type Noted = { id: string; digest: string; at: number; sequence: number }

/** What one subject did by one name on one day (counted from 1970-01-01 in UTC); instants in ms. */
type Stored = {
  _id: string
  project: string
  subject: string
  name: string
  day: number
  firstAt: number
  lastAt: number
  times: number
  recent: Noted[]
}

const mostRecent = 32

/** What happened in the product, folded to one document a subject, name and day. */
export function happeningStore(connection: Connection) {
  const days = connection.model<Stored>(
    'happenings',
    tenantSchema<Stored>(
      {
        subject: String,
        name: String,
        day: Number,
        firstAt: Number,
        lastAt: Number,
        times: Number,
        recent: anything,
      },
      [{ keys: { project: 1, subject: 1, day: 1 } }, { keys: { project: 1, day: 1 } }],
    ),
  )
  const idOf = (project: string, subject: string, day: number, name: string) => `${project}:${subject}:${day}:${name}`

  /** True where this is the first of its name and day. */
  async function fold(project: string, row: Omit<Stored, '_id' | 'project'>, source: string): Promise<boolean> {
    const { subject, name, day, firstAt, lastAt, times, recent } = row
    const _id = idOf(project, subject, day, name)
    const update = {
      $min: { firstAt },
      $max: { lastAt },
      $inc: { times },
      $push: { recent: { $each: recent, $slice: -mostRecent } },
    }
    const filter = { _id, project, recent: trusted({ $not: { $elemMatch: { id: source } } }) }
    if ((await days.updateOne(filter, update)).matchedCount > 0) return false
    const isNew = await isInserted(days.create({ _id, project, subject, name, day, firstAt, lastAt, times, recent }))
    // Somebody else may have inserted it in this very moment: then it matches now, or knows this source already.
    if (!isNew) await days.updateOne(filter, update)
    return isNew
  }

  return {
    /** The note of an event that was taken in already. */
    async noted(project: string, subject: string, day: number, name: string, id: string): Promise<Noted | undefined> {
      const found = await days.findOne({ _id: idOf(project, subject, day, name), project }, { recent: 1 }).lean()
      return found?.recent.find((note) => note.id === id)
    },

    /** Counts an event, once; true where it is the first of its name and day. */
    note: (
      project: string,
      subject: string,
      day: number,
      { name, times }: { name: string; times: number },
      note: Noted,
    ): Promise<boolean> =>
      fold(project, { subject, name, day, firstAt: note.at, lastAt: note.at, times, recent: [note] }, note.id),

    /** Under how many names something happened on a day, this one left out. */
    async countOthers(project: string, subject: string, day: number, name: string): Promise<number> {
      return days.countDocuments({ project, subject, day, name: trusted({ $ne: name }) })
    },

    /** Removes what one subject did before a day. */
    async forgetBefore(project: string, subject: string, day: number): Promise<void> {
      await days.deleteMany({ project, subject, day: trusted({ $lt: day }) })
    },

    /** Moves what one subject did to another; what both did on a day becomes one. */
    async move(project: string, from: string, into: string): Promise<void> {
      for (const { _id, project: _, ...row } of await days.find({ project, subject: from }).lean()) {
        // The old row itself is the source, so that a second run adds nothing.
        const mark = { id: _id, digest: '', at: row.lastAt, sequence: 0 }
        await fold(project, { ...row, subject: into, recent: [...row.recent, mark] }, _id)
        await days.deleteOne({ _id, project })
      }
    },
  }
}

export type HappeningStore = ReturnType<typeof happeningStore>
