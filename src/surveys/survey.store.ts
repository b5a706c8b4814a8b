import type { Connection } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { anything, tenantSchema } from '../database/schema.ts'
import type { Survey } from './survey.ts'
import type { SurveyControl } from './survey-state.ts'

/** What is being written of a survey, perhaps unfinished; `changedAt` in ms. */
export type KeptDraft = { key: string; draft: unknown; changedAt: number }

type StoredRevision = Pick<Survey, 'key' | 'revision'> & { _id: string; project: string; survey: Survey }
/** What nobody has checked yet is kept as text, so that it can hold anything. */
type StoredDraft = { _id: string; project: string; key: string; json: string; changedAt: number }
type StoredControl = SurveyControl & { _id: string; project: string; key: string }

/** Surveys: what is being written, each published revision for ever, and what the team does with one that is out. */
export function surveyStore(connection: Connection) {
  const revisions = connection.model<StoredRevision>(
    'survey_revisions',
    tenantSchema<StoredRevision>({ key: String, revision: Number, survey: anything }, [
      { keys: { project: 1, key: 1, revision: 1 }, unique: true },
    ]),
  )
  const drafts = connection.model<StoredDraft>(
    'survey_drafts',
    tenantSchema<StoredDraft>({ key: String, json: String, changedAt: Number }, [{ keys: { project: 1, key: 1 } }]),
  )
  const controls = connection.model<StoredControl>(
    'survey_controls',
    tenantSchema<StoredControl>({ key: String, paused: Boolean, closedAt: Number }, [{ keys: { project: 1, key: 1 } }]),
  )
  const idOf = (project: string, key: string) => ({ _id: `${project}:${key}`, project })
  const keptOf = ({ key, json, changedAt }: StoredDraft): KeptDraft => ({ key, draft: JSON.parse(json), changedAt })

  return {
    /** Every revision of every survey, by key and then in order of publication. */
    async revisions(project: string): Promise<Survey[]> {
      const found = await revisions.find({ project }).sort({ key: 1, revision: 1 }).lean()
      return found.map(({ survey }) => survey)
    },

    /** False where somebody else published this revision. */
    async insert(project: string, survey: Survey): Promise<boolean> {
      const { key, revision } = survey
      return isInserted(revisions.create({ _id: `${project}:${key}:${revision}`, project, key, revision, survey }))
    },

    async controls(project: string): Promise<Map<string, SurveyControl>> {
      const found = await controls.find({ project }).lean()
      return new Map(
        found.map(({ key, paused, closedAt }) => [key, { paused, ...(closedAt !== undefined && { closedAt }) }]),
      )
    },

    async pause(project: string, key: string, paused: boolean): Promise<void> {
      await controls.updateOne(idOf(project, key), { $set: { key, paused } }, { upsert: true })
    },

    /** The first instant (ms) at which it was closed stays. */
    async close(project: string, key: string, closedAt: number): Promise<void> {
      const update = { $setOnInsert: { key, paused: false }, $min: { closedAt } }
      await controls.updateOne(idOf(project, key), update, { upsert: true })
    },

    async drafts(project: string): Promise<KeptDraft[]> {
      return (await drafts.find({ project }).sort({ key: 1 }).lean()).map(keptOf)
    },

    async draft(project: string, key: string): Promise<KeptDraft | undefined> {
      const found = await drafts.findOne(idOf(project, key)).lean()
      return found ? keptOf(found) : undefined
    },

    /** Keeps a draft in the place of the one of an instant (ms; 0: of none; left out: of any); false where another is there. */
    async saveDraft(project: string, { key, draft, changedAt }: KeptDraft, basis?: number): Promise<boolean> {
      const kept = { key, json: JSON.stringify(draft), changedAt }
      if (basis === 0) return isInserted(drafts.create({ ...idOf(project, key), ...kept }))
      const filter = { ...idOf(project, key), ...(basis !== undefined && { changedAt: basis }) }
      const done = await drafts.updateOne(filter, { $set: kept }, { upsert: basis === undefined })
      return done.matchedCount + done.upsertedCount === 1
    },

    async removeDraft(project: string, key: string): Promise<void> {
      await drafts.deleteOne(idOf(project, key))
    },

    /** Removes a draft that has become a revision, but not what has been written since. */
    async removePublished(project: string, { key, changedAt }: KeptDraft): Promise<void> {
      await drafts.deleteOne({ ...idOf(project, key), changedAt })
    },
  }
}

export type SurveyStore = ReturnType<typeof surveyStore>
