import { type Connection, trusted } from 'mongoose'
import type { StoredChoices } from './policy.store.ts'
import { type PolicyGroup, policyOfKey } from './policy-key.ts'
import { strataOf } from './strata.ts'

/** What one subject chose and did, under the key of their policy, and how many they stand for. */
export type StoredOne = Omit<StoredChoices, 'version'> & { subject: string; policyKey: string | null; people: number }

type Row = Omit<StoredOne, 'people'>

const fields = { _id: 0, subject: 1, policyKey: 1, policy: 1, marks: 1, floors: 1, own: 1 } as const

/** What all subjects together chose, counted from an index alone, and some of them as they are. */
export function policyQueries(connection: Connection) {
  const policies = () => connection.model<Row & { project: string }>('policies')

  async function some(filter: object, most: number): Promise<Row[]> {
    return policies().find(filter, fields).limit(most).lean<Row[]>()
  }

  return {
    /** One group for each distinct policy that somebody has chosen. */
    async groups(project: string): Promise<(PolicyGroup & { key: string })[]> {
      const rows = await policies().aggregate<{ _id: string | null; people: number }>([
        { $match: { project } },
        { $group: { _id: '$policyKey', people: { $sum: 1 } } },
      ])
      // Who only did something by themselves, and follows the project's default, has no key.
      return rows.flatMap(({ _id, people }) => (_id === null ? [] : [{ key: _id, policy: policyOfKey(_id), people }]))
    },

    /** Those who did something by themselves with the thing of this key; of more than `most` some stand for all. */
    async actors(project: string, key: string, most: number): Promise<StoredOne[]> {
      const filter = { project, ownOf: key }
      const [people, rows] = await Promise.all([policies().countDocuments(filter), some(filter, most)])
      return rows.map((row) => ({ ...row, people: Math.max(people, rows.length) / rows.length }))
    },

    /** Those who have had another policy on this day or later (days since 1970-01-01 in UTC); likewise. */
    async changed(project: string, day: number, most: number): Promise<StoredOne[]> {
      const days = await policies().aggregate<{ _id: number | null; people: number }>([
        { $match: { project } },
        { $group: { _id: '$changedOn', people: { $sum: 1 } } },
      ])
      const byDay = days.flatMap(({ _id, people }) =>
        _id === null || _id < day ? [] : [[_id, people] as [number, number]],
      )
      const looked = strataOf(new Map(byDay), most).map(async ({ from, to, people, look }) => {
        const rows = await some({ project, changedOn: trusted({ $gte: from, $lte: to }) }, look)
        return rows.map((row) => ({ ...row, people: people / rows.length }))
      })
      return (await Promise.all(looked)).flat()
    },
  }
}

export type PolicyQueries = ReturnType<typeof policyQueries>
