import type { Connection } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { tenantSchema } from '../database/schema.ts'
import type { Survey } from './single-question.ts'

type Stored = Survey & { _id: string; project: string }

/** One document a published revision of a survey; the last one is asked. */
export function surveyStore(connection: Connection) {
  const revisions = connection.model<Stored>(
    'surveys',
    tenantSchema<Stored>(
      { key: String, revision: Number, text: String, low: String, high: String, flag: String, publishedAt: Number },
      [{ keys: { project: 1, key: 1, revision: 1 }, unique: true }],
    ),
  )

  return {
    /** Every revision of every survey, by key and then in order of publication. */
    async all(project: string): Promise<Survey[]> {
      return revisions.find({ project }, { _id: 0, project: 0 }).sort({ key: 1, revision: 1 }).lean<Survey[]>()
    },

    /** False where somebody else published this revision. */
    async insert(project: string, survey: Survey): Promise<boolean> {
      return isInserted(revisions.create({ _id: `${project}:${survey.key}:${survey.revision}`, project, ...survey }))
    },
  }
}

export type SurveyStore = ReturnType<typeof surveyStore>
