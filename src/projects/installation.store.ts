import type { Connection } from 'mongoose'
import { tenantSchema } from '../database/schema.ts'
import type { FirstInstants, InstallationStep } from './installation.ts'

type Stored = FirstInstants & { _id: string; project: string }

/** When something came from each project's pages for the first time. */
export function installationStore(connection: Connection) {
  const installations = connection.model<Stored>(
    'installations',
    tenantSchema<Stored>({ connected: Number, exposure: Number, answer: Number }),
  )

  return {
    async find(project: string): Promise<FirstInstants> {
      const found = await installations.findOne({ _id: project, project }, { _id: 0, project: 0 }).lean<FirstInstants>()
      return found ?? {}
    },
    /** An earlier instant stays. */
    async reach(project: string, step: InstallationStep, at: number): Promise<void> {
      await installations.updateOne({ _id: project, project }, { $min: { [step]: at } }, { upsert: true })
    },
  }
}

export type InstallationStore = ReturnType<typeof installationStore>
