import type { Connection } from 'mongoose'
import { Schema, trusted } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { anything } from '../database/schema.ts'
import { breaksUnsaid, type Channel } from './channel.ts'
import type { Dimension } from './dimension.ts'
import { newProject, type Project } from './project.ts'

type Stored = Omit<Project, 'id'> & { _id: string }

/** As it was before channels had doors and projects bounds; the database may hold some still. */
type Early = Pick<Stored, '_id' | 'key' | 'name' | 'origins' | 'clientKey' | 'createdAt'> &
  Partial<Omit<Stored, 'channels' | 'past'>> & {
    channels: (Pick<Channel, 'key' | 'name' | 'description'> & Partial<Channel>)[]
    past?: (Omit<Past, 'ladder'> & Partial<Past>)[]
  }

type Past = Stored['past'][number]

/** The tenants themselves; there are few, and every request needs one. */
export function projectStore(connection: Connection) {
  const schema = new Schema<Stored>(
    {
      _id: String,
      key: String,
      name: String,
      channels: anything,
      removed: anything,
      bounds: anything,
      default: anything,
      past: anything,
      version: Number,
      origins: [String],
      dimensions: anything,
      redacts: Boolean,
      clientKey: String,
      createdAt: Number,
    },
    { strict: 'throw', versionKey: false, id: false, autoIndex: false },
  )
  schema.index({ key: 1 }, { unique: true })
  schema.index({ clientKey: 1 }, { unique: true })
  const projects = connection.model<Stored>('projects', schema)

  return {
    async all(): Promise<Project[]> {
      return (await projects.find().sort({ createdAt: 1 }).lean<Early[]>()).map(plain)
    },
    /** False where the key is taken. */
    async insert({ id, ...project }: Project): Promise<boolean> {
      return isInserted(projects.create({ _id: id, ...project }))
    },
    /** Writes the next version of channels, bounds and default; false where somebody else was faster. */
    async replaceRules({
      id,
      channels,
      removed,
      bounds,
      default: byDefault,
      past,
      version,
    }: Project): Promise<boolean> {
      const before = version === 2 ? trusted({ $in: [null, 1] }) : version - 1
      const next = { channels, removed, bounds, default: byDefault, past, version }
      return (await projects.updateOne({ _id: id, version: before as number }, { $set: next })).modifiedCount === 1
    },
    async setDimensions(id: string, dimensions: readonly Dimension[]): Promise<void> {
      await projects.updateOne({ _id: id }, { $set: { dimensions } })
    },
    async setRedacts(id: string, redacts: boolean): Promise<void> {
      await projects.updateOne({ _id: id }, { $set: { redacts } })
    },
    async setOrigins(id: string, origins: string[]): Promise<void> {
      await projects.updateOne({ _id: id }, { $set: { origins } })
    },
  }
}

export type ProjectStore = ReturnType<typeof projectStore>

function plain({ _id, channels, past: earlier = [], ...project }: Early): Project {
  const rungs = channels.map((rung): Channel => ({ entry: 'open', breaks: breaksUnsaid, text: 1, ...rung }))
  const { default: byDefault, ...beginning } = newProject({ id: _id, ...project })
  const cautious = { ...byDefault, channel: rungs[0]?.key ?? '' }
  // Ladders were not kept at first: what is older than the first that was has its ladder.
  const ladder = earlier.find((one) => one.ladder)?.ladder ?? rungs.map(({ key }) => key)
  const past = earlier.map((one): Past => ({ ladder, ...one }))
  return { ...beginning, default: cautious, ...project, past, channels: rungs }
}
