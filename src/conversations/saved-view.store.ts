import type { Connection } from 'mongoose'
import { tenantSchema } from '../database/schema.ts'
import type { SavedView } from './saved-view.ts'

type Stored = SavedView & { _id: string; project: string; member: string }

/** The views that members keep, by name. */
export function savedViewStore(connection: Connection) {
  const views = connection.model<Stored>(
    'inbox_views',
    tenantSchema<Stored>({ member: String, name: String, query: String }, [
      { keys: { project: 1, member: 1, name: 1 } },
    ]),
  )
  const idOf = (project: string, member: string, name: string) => ({ _id: `${project}:${member}:${name}`, project })

  return {
    async of(project: string, member: string): Promise<SavedView[]> {
      return views.find({ project, member }, { _id: 0, name: 1, query: 1 }).sort({ name: 1 }).lean<SavedView[]>()
    },
    async put(project: string, member: string, { name, query }: SavedView): Promise<void> {
      await views.updateOne(idOf(project, member, name), { $set: { member, name, query } }, { upsert: true })
    },
    async remove(project: string, member: string, name: string): Promise<void> {
      await views.deleteOne(idOf(project, member, name))
    },
  }
}

export type SavedViewStore = ReturnType<typeof savedViewStore>
