import type { Connection } from 'mongoose'
import type { ScoreRow } from './tally.ts'

/** Read model: how often each score was given by people with each snapshot. */
export function insightQueries(connection: Connection) {
  return {
    async scores(project: string, survey: string): Promise<ScoreRow[]> {
      const responses = connection.model('responses')
      const rows = await responses.aggregate<{ _id: { snapshot: string; score: number }; n: number }>([
        { $match: { project, survey, state: 'completed' } },
        { $group: { _id: { snapshot: '$snapshot', score: '$score' }, n: { $sum: 1 } } },
      ])
      return rows.map(({ _id, n }) => ({ ..._id, n }))
    },
  }
}

export type InsightQueries = ReturnType<typeof insightQueries>
