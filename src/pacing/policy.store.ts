import { type Connection, trusted } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { groupFinds } from '../database/group-reads.ts'
import { anything, tenantSchema } from '../database/schema.ts'
import { dayOf, pathKey } from './channel-path.ts'
import type { Floors } from './choices.ts'
import type { Own } from './own-acts.ts'
import type { Mark, Policy } from './policy.ts'
import { policyKey } from './policy-key.ts'

/**
 * What one subject chose. Without a policy they follow the project's default: they have gone back to it, where there are
 * marks, or never chose, but did something by themselves.
 */
export type StoredChoices = { policy?: Policy; marks: Mark[]; floors: Floors; own: Own; version: number }

type Stored = StoredChoices & {
  _id: string
  project: string
  subject: string
  policyKey: string | null
  path: string | null
  ownOf: string[]
  changedOn: number | null
}

/** One document for each subject who has chosen. */
export function policyStore(connection: Connection) {
  const choices = { policy: anything, marks: anything, floors: anything, own: anything, version: Number }
  const policies = connection.model<Stored>(
    'policies',
    tenantSchema<Stored>(
      { subject: String, ...choices, policyKey: String, path: String, ownOf: [String], changedOn: Number },
      [
        { keys: { project: 1, subject: 1 }, unique: true },
        { keys: { project: 1, policyKey: 1 } },
        { keys: { project: 1, path: 1 } },
        { keys: { project: 1, ownOf: 1 } },
        { keys: { project: 1, changedOn: 1 } },
        { keys: { project: 1, 'policy.channel': 1 } },
      ],
    ),
  )
  const findPolicies = groupFinds(policies, '_id')
  const keyed = (next: StoredChoices) => ({
    ...next,
    policyKey: keyOf(next.policy),
    path: pathOf(next),
    ownOf: Object.keys(next.own),
    changedOn: changedOn(next),
  })

  return {
    async find(project: string, subject: string): Promise<StoredChoices | null> {
      const [found] = await findPolicies({ project, key: `${project}:${subject}` })
      if (!found) return null
      const { policy, marks, floors, own, version } = found
      return { ...(policy && { policy }), marks, floors, own, version }
    },

    /** Writes the next version; false where somebody else was faster. */
    async save(project: string, subject: string, next: StoredChoices): Promise<boolean> {
      const { version } = next
      if (version > 1) {
        const filter = { project, subject, version: version - 1 }
        const change = { $set: keyed(next), ...(!next.policy && { $unset: { policy: 1 as const } }) }
        return (await policies.updateOne(filter, change)).modifiedCount === 1
      }
      return isInserted(policies.create({ _id: `${project}:${subject}`, project, subject, ...keyed(next) }))
    },

    async remove(project: string, subject: string): Promise<void> {
      await policies.deleteOne({ project, subject })
    },

    async choosersAmong(project: string, subjects: string[]): Promise<Set<string>> {
      const filter = { project, subject: trusted({ $in: subjects }), policy: trusted({ $exists: true }) }
      const found = await policies.find(filter as object, { _id: 0, subject: 1 }).lean<{ subject: string }[]>()
      return new Set(found.map(({ subject }) => subject))
    },

    async countOn(project: string, channel: string): Promise<number> {
      return policies.countDocuments({ project, 'policy.channel': channel })
    },

    /** Some of those who are on one of these channels. */
    async onChannels(
      project: string,
      channels: string[],
      most: number,
    ): Promise<(StoredChoices & { subject: string })[]> {
      return policies
        .find(
          { project, 'policy.channel': trusted({ $in: channels }) },
          { _id: 0, project: 0, policyKey: 0, path: 0, ownOf: 0, changedOn: 0 },
        )
        .limit(most)
        .lean<(StoredChoices & { subject: string })[]>()
    },

    async countByChannel(project: string): Promise<Map<string, number>> {
      const rows = await policies.aggregate<{ _id: string; n: number }>([
        { $match: { project, policy: { $exists: true } } },
        { $group: { _id: '$policy.channel', n: { $sum: 1 } } },
      ])
      return new Map(rows.map(({ _id, n }) => [_id, n]))
    },
  }
}

/** Who has gone back to the default is on no channel of their own since; who never chose has no way. */
function pathOf({ policy, marks }: StoredChoices): string | null {
  const returned = marks.at(-1)?.until
  if (policy) return pathKey(policy, marks)
  return returned === undefined ? null : pathKey({ channel: '', since: returned }, marks)
}

/** The day on which the last earlier policy ended, in days since 1970-01-01 in UTC; null: there was none. */
function changedOn({ marks }: StoredChoices): number | null {
  const last = marks.at(-1)
  return last ? dayOf(last.until) : null
}

/** Who follows the project's default has no key. */
const keyOf = (policy: Policy | undefined) => (policy ? policyKey(policy, policy.since ?? -Infinity) : null)

export type PolicyStore = ReturnType<typeof policyStore>
