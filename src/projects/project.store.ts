import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { anything } from '../database/schema.ts'
import type { Project } from './project.ts'

type Stored = Omit<Project, 'id'> & { _id: string }

/** The tenants themselves; there are few, and every request needs one. */
export function projectStore(connection: Connection) {
  const schema = new Schema<Stored>(
    {
      _id: String,
      key: String,
      name: String,
      channels: anything,
      origins: [String],
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
      return (await projects.find().sort({ createdAt: 1 }).lean()).map(plain)
    },
    /** False where the key is taken. */
    async insert({ id, ...project }: Project): Promise<boolean> {
      return isInserted(projects.create({ _id: id, ...project }))
    },
    async setOrigins(id: string, origins: string[]): Promise<void> {
      await projects.updateOne({ _id: id }, { $set: { origins } })
    },
  }
}

export type ProjectStore = ReturnType<typeof projectStore>

const plain = ({ _id, ...project }: Stored): Project => ({ id: _id, ...project })
