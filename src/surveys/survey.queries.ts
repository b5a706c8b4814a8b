import { type Connection, trusted } from 'mongoose'

/** Who was there lately, for estimates. */
export function surveyQueries(connection: Connection) {
  return {
    /** Whoever saw something since an instant (ms). */
    async sawSince(project: string, since: number): Promise<string[]> {
      const rows = await connection
        .model('exposures')
        .aggregate<{ _id: string }>([
          { $match: { project, lastAt: { $gte: since } } },
          { $group: { _id: '$subject', n: { $sum: 1 } } },
        ])
      return rows.map(({ _id }) => _id)
    },

    /** Who did what since a day (counted from 1970-01-01 in UTC), by the name of what happened. */
    async didSince(project: string, day: number): Promise<Map<string, Set<string>>> {
      const rows = await connection
        .model('happenings')
        .find({ project, day: trusted({ $gte: day }) }, { subject: 1, name: 1 })
        .lean<{ subject: string; name: string }[]>()
      const did = new Map<string, Set<string>>()
      for (const { subject, name } of rows) did.set(name, (did.get(name) ?? new Set()).add(subject))
      return did
    },
  }
}

export type SurveyQueries = ReturnType<typeof surveyQueries>
