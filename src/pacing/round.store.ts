import type { Connection } from 'mongoose'
import { tenantSchema } from '../database/schema.ts'

/** How far something that is done for each subject in turn has come: behind which one it goes on, or that it is over. */
export type Round = { after: string; isOver: boolean }

type Stored = Round & { _id: string; project: string }

/** What is done for all subjects of a project, one batch after the other, and taken up again where it was cut off. */
export function roundStore(connection: Connection) {
  const rounds = connection.model<Stored>('rounds', tenantSchema<Stored>({ after: String, isOver: Boolean }))
  const idOf = (project: string, cause: string) => ({ _id: `${project}:${cause}`, project })

  return {
    /** One that has not begun stands before everybody. */
    async find(project: string, cause: string): Promise<Round> {
      const found = await rounds.findOne(idOf(project, cause), { _id: 0, project: 0 }).lean<Round>()
      return found ?? { after: '', isOver: false }
    },
    async save(project: string, cause: string, round: Round): Promise<void> {
      await rounds.updateOne(idOf(project, cause), { $set: round }, { upsert: true })
    },
  }
}

export type RoundStore = ReturnType<typeof roundStore>
