import { type Connection, trusted } from 'mongoose'
import { anything, tenantSchema } from '../database/schema.ts'
import type { Attributes, Identity } from './identity.ts'

type Stored = Identity & { _id: string; project: string }

/** Subjects that have done something or that the product vouches for; who has only looked is known by their token. */
export function subjectStore(connection: Connection) {
  const subjects = connection.model<Stored>(
    'subjects',
    tenantSchema<Stored>({ subject: String, since: Number, name: String, attributes: anything }, [
      { keys: { project: 1, subject: 1 }, unique: true },
    ]),
  )
  const idOf = (project: string, subject: string) => ({ _id: `${project}:${subject}`, project })

  return {
    async remember(project: string, subject: string, since: number): Promise<void> {
      await subjects.updateOne(idOf(project, subject), { $setOnInsert: { subject, since } }, { upsert: true })
    },
    /** Keeps what the product says of a subject, and since when they are known; answers what is stored then. */
    async meet(project: string, { subject, since, ...said }: Identity): Promise<Identity> {
      return subjects
        .findOneAndUpdate(
          idOf(project, subject),
          { $setOnInsert: { subject, since }, $set: said },
          { upsert: true, returnDocument: 'after', projection: { _id: 0, project: 0 } },
        )
        .lean<Identity>()
        .orFail()
    },
    /** Somebody known as two subjects is known since the earlier of the two instants (ms). */
    async knownSince(project: string, subject: string, since: number): Promise<void> {
      await subjects.updateOne(idOf(project, subject), { $min: { since } })
    },
    async count(project: string): Promise<number> {
      return subjects.countDocuments({ project })
    },
    async setName(project: string, subject: string, name: string): Promise<void> {
      await subjects.updateOne({ project, subject }, { $set: { name } })
    },
    async find(project: string, subject: string): Promise<Identity | null> {
      return subjects.findOne(idOf(project, subject), { _id: 0, project: 0 }).lean<Identity>()
    },
    async remove(project: string, subject: string): Promise<void> {
      await subjects.deleteOne(idOf(project, subject))
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

/** Whether what is stored of a subject is all that the product says of them. */
export const saysNothingNew = (stored: Identity, name: string | undefined, attributes: Attributes): boolean =>
  (name === undefined || stored.name === name) && isSame(stored.attributes ?? {}, attributes)

const isSame = (one: Attributes, other: Attributes): boolean => {
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key])
}
