import type { Connection } from 'mongoose'
import type { OwnActs } from './own-acts.ts'
import { type PolicyGroup, policyOfKey } from './policy-key.ts'

/** What all subjects together chose, read from an index alone. */
export function policyQueries(connection: Connection) {
  return {
    /** One group for each distinct policy that somebody has chosen. */
    async groups(project: string): Promise<PolicyGroup[]> {
      const rows = await connection
        .model('policies')
        .aggregate<{ _id: string | null; people: number }>([
          { $match: { project } },
          { $group: { _id: '$policyKey', people: { $sum: 1 } } },
        ])
      // Who only did something by themselves, and follows the project's default, has no key.
      return rows.flatMap(({ _id, people }) => (_id === null ? [] : [{ policy: policyOfKey(_id), people }]))
    },

    /** What people did by themselves with the thing of this key. */
    async acts(project: string, key: string): Promise<OwnActs[]> {
      const found = await connection
        .model<{ own: Record<string, OwnActs> }>('policies')
        .find({ project, ownOf: key }, { _id: 0, own: 1 })
        .lean<{ own: Record<string, OwnActs> }[]>()
      return found.flatMap(({ own }) => own[key] ?? [])
    },
  }
}

export type PolicyQueries = ReturnType<typeof policyQueries>
