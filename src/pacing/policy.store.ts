import type { Connection } from 'mongoose'
import { isDuplicateKey } from '../database/duplicate-key.ts'
import { anything, tenantSchema } from '../database/schema.ts'
import type { Floors } from './choices.ts'
import type { Mark, Policy } from './policy.ts'

type Stored = {
  _id: string
  project: string
  subject: string
  policy: Policy
  marks: Mark[]
  floors: Floors
  version: number
}

export type StoredPolicy = Pick<Stored, 'policy' | 'marks' | 'floors' | 'version'>

/** One document for each subject who has chosen. */
export function policyStore(connection: Connection) {
  const policies = connection.model<Stored>(
    'policies',
    tenantSchema<Stored>({ subject: String, policy: anything, marks: anything, floors: anything, version: Number }, [
      { keys: { project: 1, subject: 1 }, unique: true },
    ]),
  )

  return {
    async find(project: string, subject: string): Promise<StoredPolicy | null> {
      return policies.findOne({ project, subject }, { _id: 0, policy: 1, marks: 1, floors: 1, version: 1 }).lean()
    },

    /** Writes the next version; false where somebody else was faster. */
    async save(project: string, subject: string, next: StoredPolicy): Promise<boolean> {
      const { policy, marks, floors, version } = next
      if (version > 1) {
        const filter = { project, subject, version: version - 1 }
        return (await policies.updateOne(filter, { $set: { policy, marks, floors, version } })).modifiedCount === 1
      }
      try {
        await policies.create({ _id: `${project}:${subject}`, project, subject, policy, marks, floors, version })
        return true
      } catch (fault) {
        if (isDuplicateKey(fault)) return false
        throw fault
      }
    },

    async countByChannel(project: string): Promise<Map<string, number>> {
      const rows = await policies.aggregate<{ _id: string; n: number }>([
        { $match: { project } },
        { $group: { _id: '$policy.channel', n: { $sum: 1 } } },
      ])
      return new Map(rows.map(({ _id, n }) => [_id, n]))
    },
  }
}

export type PolicyStore = ReturnType<typeof policyStore>
