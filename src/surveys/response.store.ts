import { type Connection, trusted } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { tenantSchema } from '../database/schema.ts'

/** One subject's answer to one survey, with the snapshot of what they had seen when it was stored. */
export type StoredResponse = {
  id: string
  subject: string
  survey: string
  revision: number
  state: 'completed' | 'dismissed'
  score?: number
  text?: string
  snapshot: string
  digest: string
  at: number
  sequence: number
}

type Stored = StoredResponse & { _id: string; project: string }

export function responseStore(connection: Connection) {
  const responses = connection.model<Stored>(
    'responses',
    tenantSchema<Stored>(
      {
        id: String,
        subject: String,
        survey: String,
        revision: Number,
        state: String,
        score: Number,
        text: String,
        snapshot: String,
        digest: String,
        at: Number,
        sequence: Number,
      },
      [
        { keys: { project: 1, survey: 1, subject: 1 }, unique: true },
        { keys: { project: 1, survey: 1, sequence: -1 } },
        { keys: { project: 1, subject: 1 } },
      ],
    ),
  )

  return {
    async find(project: string, id: string): Promise<StoredResponse | null> {
      return responses.findOne({ _id: `${project}:${id}`, project }).lean()
    },

    /** False where this id, or an answer of this subject to this survey, is there already. */
    async insert(project: string, response: StoredResponse): Promise<boolean> {
      return isInserted(responses.create({ _id: `${project}:${response.id}`, project, ...response }))
    },

    /** Which of these surveys a subject has answered or put aside. */
    async answered(project: string, subject: string, surveys: readonly string[]): Promise<Set<string>> {
      const found = await responses.find({ project, survey: trusted({ $in: surveys }), subject }, { survey: 1 }).lean()
      return new Set(found.map(({ survey }) => survey))
    },

    /** Moves one subject's answers to another; where that one has answered the same survey, theirs is the one that stays. */
    async move(project: string, from: string, into: string): Promise<void> {
      for (const { _id } of await responses.find({ project, subject: from }, { _id: 1 }).lean()) {
        const moving = responses.updateOne({ _id, project }, { $set: { subject: into } }).exec()
        if (!(await isInserted(moving))) await responses.deleteOne({ _id, project })
      }
    },

    /** The newest answers with words of their own. */
    async newestTexts(project: string, survey: string, most: number): Promise<StoredResponse[]> {
      return responses
        .find({ project, survey, text: trusted({ $exists: true }) })
        .sort({ sequence: -1 })
        .limit(most)
        .lean()
    },
  }
}

export type ResponseStore = ReturnType<typeof responseStore>
