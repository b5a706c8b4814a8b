import type { Connection } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { anything, tenantSchema } from '../database/schema.ts'
import type { Asking } from './ask-budget.ts'

/** `version` counts the writes, so that of two at once one has to look again; 0: nothing is stored. */
export type StoredAsking = Asking & { version: number }

type Stored = StoredAsking & { _id: string; project: string; subject: string }

/** How often each subject wants to be asked, and when they were: both clocks in one document, for all devices. */
export function askingStore(connection: Connection) {
  const askings = connection.model<Stored>(
    'askings',
    tenantSchema<Stored>({ subject: String, budget: String, asks: anything, version: Number }, [
      { keys: { project: 1, subject: 1 } },
    ]),
  )
  const idOf = (project: string, subject: string) => ({ _id: `${project}:${subject}`, project })

  return {
    async find(project: string, subject: string): Promise<StoredAsking> {
      const found = await askings.findOne(idOf(project, subject), { _id: 0, budget: 1, asks: 1, version: 1 }).lean()
      return found ?? { asks: [], version: 0 }
    },

    /** Stores what follows version `version - 1`; false where that is not the last one any more. */
    async save(project: string, subject: string, { version, ...asking }: StoredAsking): Promise<boolean> {
      if (version === 1) return isInserted(askings.create({ ...idOf(project, subject), subject, ...asking, version }))
      const filter = { ...idOf(project, subject), version: version - 1 }
      const { matchedCount } = await askings.updateOne(filter, { $set: { ...asking, version } })
      return matchedCount > 0
    },

    async remove(project: string, subject: string): Promise<void> {
      await askings.deleteOne(idOf(project, subject))
    },
  }
}

export type AskingStore = ReturnType<typeof askingStore>
