import { type Connection, trusted } from 'mongoose'
import { groupKeeps } from '../database/group-writes.ts'
import { anything, tenantSchema } from '../database/schema.ts'
import type { Attributes, Identity } from './identity.ts'

/** `day`: that of `since`, in days since 1970-01-01 in UTC, so that an index counts who came when. */
type Stored = Identity & { _id: string; project: string; day: number }

/** Subjects that have done something or that the product vouches for; who has only looked is known by their token. */
export function subjectStore(connection: Connection) {
  const subjects = connection.model<Stored>(
    'subjects',
    tenantSchema<Stored>({ subject: String, since: Number, day: Number, name: String, attributes: anything }, [
      { keys: { project: 1, subject: 1 }, unique: true },
      { keys: { project: 1, day: 1 } },
    ]),
  )
  const plain = { _id: 0, project: 0, day: 0 } as const
  const known = groupKeeps(subjects)
  const idOf = (project: string, subject: string) => ({ _id: `${project}:${subject}`, project })

  return {
    async remember(project: string, subject: string, since: number): Promise<void> {
      await known.keep(`${project}:${subject}`, () => ({ project, ...begun(subject, since) }))
    },
    /** Keeps what the product says of a subject, and since when they are known; answers what is stored then. */
    async meet(project: string, { subject, since, ...said }: Identity): Promise<Identity> {
      return subjects
        .findOneAndUpdate(
          idOf(project, subject),
          { $setOnInsert: begun(subject, since), $set: said },
          { upsert: true, returnDocument: 'after', projection: plain },
        )
        .lean<Identity>()
        .orFail()
    },
    /** Somebody known as two subjects is known since the earlier of the two instants (ms). */
    async knownSince(project: string, subject: string, since: number): Promise<void> {
      await subjects.updateOne(idOf(project, subject), { $min: { since, day: dayOf(since) } })
    },
    async count(project: string): Promise<number> {
      return subjects.countDocuments({ project })
    },
    async setName(project: string, subject: string, name: string): Promise<void> {
      await subjects.updateOne({ project, subject }, { $set: { name } })
    },
    async find(project: string, subject: string): Promise<Identity | null> {
      return subjects.findOne(idOf(project, subject), plain).lean<Identity>()
    },
    async remove(project: string, subject: string): Promise<void> {
      await subjects.deleteOne(idOf(project, subject))
      known.forget(`${project}:${subject}`)
    },
    /** Some whose id is one of these. */
    async withIds(project: string, ids: string[]): Promise<Identity[]> {
      const filter = { project, subject: trusted({ $in: ids }) }
      return subjects.find(filter, plain).lean<Identity[]>()
    },
    /** The next in the order of their ids. */
    async after(project: string, subject: string, most: number): Promise<Identity[]> {
      const filter = { project, subject: trusted({ $gt: subject }) }
      return subjects.find(filter, plain).sort({ subject: 1 }).limit(most).lean<Identity[]>()
    },
    /** Some whose name holds a text, whatever its case. */
    async named(project: string, text: string, most: number): Promise<Identity[]> {
      const literally = new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i')
      return subjects.find({ project, name: literally }, plain).sort({ subject: 1 }).limit(most).lean<Identity[]>()
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

const dayOf = (instant: number) => Math.floor(instant / 86_400_000)

const begun = (subject: string, since: number) => ({ subject, since, day: dayOf(since) })

export type SubjectStore = ReturnType<typeof subjectStore>

/** Whether what is stored of a subject is all that the product says of them. */
export const saysNothingNew = (stored: Identity, name: string | undefined, attributes: Attributes): boolean =>
  (name === undefined || stored.name === name) && isSame(stored.attributes ?? {}, attributes)

const isSame = (one: Attributes, other: Attributes): boolean => {
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key])
}
