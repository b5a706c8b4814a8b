import type { Connection } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { anything, tenantSchema } from '../database/schema.ts'
import type { SeenRow, Snapshot } from '../exposures/exposure.ts'
import type { LeavingDraft, Left } from './leaving.ts'

export type StoredLeaving = LeavingDraft & {
  subject: string
  digest: string
  at: number
  sequence: number
  snapshot: Snapshot
  /** What they had seen within the two days before. */
  seen: SeenRow[]
  /** The flags among it, and the one whose preview they switched off. */
  flags: string[]
}

type Stored = StoredLeaving & { _id: string; project: string }

/** Why people stepped back, with what they had seen shortly before. */
export function leavingStore(connection: Connection) {
  const leavings = connection.model<Stored>(
    'leavings',
    tenantSchema<Stored>(
      {
        ...{ id: String, subject: String, act: String, flag: String, reason: String, text: String, digest: String },
        ...{ at: Number, sequence: Number, snapshot: anything, seen: anything, flags: [String] },
      },
      [{ keys: { project: 1, subject: 1 } }, { keys: { project: 1, flags: 1 } }],
    ),
  )
  const idOf = (project: string, id: string) => ({ _id: `${project}:${id}`, project })

  return {
    async find(project: string, id: string): Promise<StoredLeaving | null> {
      return leavings.findOne(idOf(project, id), { _id: 0, project: 0 }).lean<StoredLeaving>()
    },

    /** False where the id is taken. */
    async insert(project: string, leaving: StoredLeaving): Promise<boolean> {
      return isInserted(leavings.create({ ...idOf(project, leaving.id), ...leaving }))
    },

    async move(project: string, from: string, into: string): Promise<void> {
      await leavings.updateMany({ project, subject: from }, { $set: { subject: into } })
    },

    /** How many stepped back after they had seen a flag, by reason. */
    async countOf(project: string, flag: string): Promise<Left[]> {
      const found = await leavings.aggregate<{ _id: { reason: Left['reason']; named: boolean }; count: number }>([
        { $match: { project, flags: flag } },
        { $group: { _id: { reason: '$reason', named: { $eq: ['$flag', flag] } }, count: { $sum: 1 } } },
      ])
      return found.map(({ _id: { reason, named }, count }) => ({ reason, isNamed: named, count }))
    },
  }
}

export type LeavingStore = ReturnType<typeof leavingStore>
