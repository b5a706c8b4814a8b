import { type Connection, trusted } from 'mongoose'
import { tenantSchema } from '../database/schema.ts'

type Stored = { _id: string; project: string; subject: string; since: number; name?: string }

/** Subjects that have done something; who has only looked is known by their token alone. */
export function subjectStore(connection: Connection) {
  const subjects = connection.model<Stored>(
    'subjects',
    tenantSchema<Stored>({ subject: String, since: Number, name: String }, [
      { keys: { project: 1, subject: 1 }, unique: true },
    ]),
  )

  return {
    async remember(project: string, subject: string, since: number): Promise<void> {
      await subjects.updateOne(
        { _id: `${project}:${subject}`, project },
        { $setOnInsert: { subject, since } },
        { upsert: true },
      )
    },
    async setName(project: string, subject: string, name: string): Promise<void> {
      await subjects.updateOne({ project, subject }, { $set: { name } })
    },
    async find(project: string, subject: string): Promise<{ subject: string; since: number; name?: string } | null> {
      return subjects.findOne({ project, subject }, { _id: 0, project: 0 }).lean()
    },
    async names(project: string, subjectsAsked: string[]): Promise<Map<string, string>> {
      const found = await subjects
        .find(
          { project, _id: trusted({ $in: subjectsAsked.map((subject) => `${project}:${subject}`) }) },
          { subject: 1, name: 1 },
        )
        .lean()
      return new Map(found.flatMap(({ subject, name }) => (name === undefined ? [] : [[subject, name] as const])))
    },
  }
}

export type SubjectStore = ReturnType<typeof subjectStore>
