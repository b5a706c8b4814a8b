import { type Connection, trusted } from 'mongoose'
import { anything, tenantSchema } from '../database/schema.ts'
import type { StepBack } from './bulk.ts'

type Stored = { _id: string; project: string; id: string; steps: StepBack[]; by?: string }

type Member = { id: string; name: string }

/** What is just being taken back, and by whom. */
export type Undoing = { id: string; steps: StepBack[]; by: Member }

/** How each member's last act on several conversations is taken back. */
export function bulkStore(connection: Connection) {
  const undos = connection.model<Stored>(
    'inbox_undos',
    tenantSchema<Stored>({ id: String, steps: anything, by: String }, [{ keys: { project: 1, by: 1 } }]),
  )
  const idOf = (project: string, member: string) => ({ _id: `${project}:${member}`, project })

  return {
    async put(project: string, member: string, id: string, steps: readonly StepBack[]): Promise<void> {
      await undos.updateOne(idOf(project, member), { $set: { id, steps }, $unset: { by: 1 } }, { upsert: true })
    },

    /** Writes down that it is being taken back; undefined where it has been, or something else has been done since. */
    async begin(project: string, by: Member, id: string): Promise<Undoing | undefined> {
      const change = { $set: { by: by.name } }
      const found = await undos.findOneAndUpdate({ ...idOf(project, by.id), id }, change).lean<Stored>()
      return found ? { id, by, steps: found.steps } : undefined
    },

    async end(project: string, { by, id }: Undoing): Promise<void> {
      await undos.deleteOne({ ...idOf(project, by.id), id })
    },

    /** All that has begun to be taken back, and has not been to the end. */
    async begun(project: string): Promise<Undoing[]> {
      const found = await undos.find({ project, by: trusted({ $gt: '' }) }).lean<Required<Stored>[]>()
      return found.map(({ _id, id, steps, by }) => ({ id, steps, by: { id: _id.slice(project.length + 1), name: by } }))
    },
  }
}

export type BulkStore = ReturnType<typeof bulkStore>
