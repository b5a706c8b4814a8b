import type { Connection } from 'mongoose'
import { anything, tenantSchema } from '../database/schema.ts'
import type { StepBack } from './bulk.ts'

type Stored = { _id: string; project: string; id: string; steps: StepBack[] }

/** How each member's last act on several conversations is taken back. */
export function bulkStore(connection: Connection) {
  const undos = connection.model<Stored>('inbox_undos', tenantSchema<Stored>({ id: String, steps: anything }))
  const idOf = (project: string, member: string) => ({ _id: `${project}:${member}`, project })

  return {
    async put(project: string, member: string, id: string, steps: readonly StepBack[]): Promise<void> {
      await undos.updateOne(idOf(project, member), { $set: { id, steps } }, { upsert: true })
    },

    /** Hands it out once; undefined where it has been taken back, or something else has been done since. */
    async take(project: string, member: string, id: string): Promise<StepBack[] | undefined> {
      const found = await undos.findOne({ ...idOf(project, member), id }).lean<Stored>()
      if (!found) return undefined
      const taken = await undos.deleteOne({ ...idOf(project, member), id })
      return taken.deletedCount === 1 ? found.steps : undefined
    },
  }
}

export type BulkStore = ReturnType<typeof bulkStore>
