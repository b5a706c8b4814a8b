import type { Connection } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { anything, tenantSchema } from '../database/schema.ts'
import type { Flag } from './flag.ts'

type Stored = Flag & { _id: string; project: string }

/** One document a flag, with all its revisions, so that every act of the team is one write. */
export function flagStore(connection: Connection) {
  const flags = connection.model<Stored>(
    'flags',
    tenantSchema<Stored>(
      {
        key: String,
        title: String,
        description: String,
        kind: String,
        type: { type: String },
        variants: anything,
        off: String,
        salt: String,
        revisions: anything,
        halts: anything,
        kills: anything,
        offers: anything,
        createdAt: Number,
        version: Number,
      },
      [{ keys: { project: 1, key: 1 }, unique: true }],
    ),
  )

  return {
    async all(project: string): Promise<Flag[]> {
      return flags.find({ project }, { _id: 0, project: 0 }).sort({ key: 1 }).lean<Flag[]>()
    },

    async find(project: string, key: string): Promise<Flag | null> {
      return flags.findOne({ project, key }, { _id: 0, project: 0 }).lean<Flag>()
    },

    /** False where the key is taken. */
    async insert(project: string, flag: Flag): Promise<boolean> {
      return isInserted(flags.create({ _id: `${project}:${flag.key}`, project, ...flag }))
    },

    /** Writes the next version; false where somebody else was faster. */
    async replace(project: string, flag: Flag): Promise<boolean> {
      const { key, version, ...rest } = flag
      const done = await flags.updateOne({ project, key, version: version - 1 }, { $set: { ...rest, version } })
      return done.modifiedCount === 1
    },
  }
}

export type FlagStore = ReturnType<typeof flagStore>
