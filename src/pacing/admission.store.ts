import type { Connection } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { tenantSchema } from '../database/schema.ts'

type Stored = { _id: string; project: string; channel: string; subject: string; at: number; invitation: string }

/** Who has been let in where a channel is by invitation; being let in is not yet being there. */
export function admissionStore(connection: Connection) {
  const admissions = connection.model<Stored>(
    'admissions',
    tenantSchema<Stored>({ channel: String, subject: String, at: Number, invitation: String }, [
      { keys: { project: 1, subject: 1 } },
    ]),
  )
  const idOf = (project: string, channel: string, subject: string) => ({
    _id: `${project}:${channel}:${subject}`,
    project,
  })

  return {
    async has(project: string, channel: string, subject: string): Promise<boolean> {
      return (await admissions.exists(idOf(project, channel, subject))) !== null
    },
    /** Lets somebody in (`at`: ms), once; false where they had been already. */
    async add(project: string, channel: string, subject: string, at: number, invitation: string): Promise<boolean> {
      return isInserted(admissions.create({ ...idOf(project, channel, subject), channel, subject, at, invitation }))
    },
    async remove(project: string, channel: string, subject: string): Promise<void> {
      await admissions.deleteOne(idOf(project, channel, subject))
    },
    async ofSubject(project: string, subject: string): Promise<Pick<Stored, 'channel' | 'at' | 'invitation'>[]> {
      return admissions.find({ project, subject }, { _id: 0, channel: 1, at: 1, invitation: 1 }).lean()
    },
  }
}

export type AdmissionStore = ReturnType<typeof admissionStore>
