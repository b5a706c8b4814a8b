import type { Connection } from 'mongoose'
import type { ScoreRow } from './tally.ts'

/** Read model: how often each score was given by people with each snapshot. */
export function insightQueries(connection: Connection) {
  return {
    /** Of each person the last score that they gave to a question, whether or not they went on to the survey's end. */
    async scores(project: string, survey: string, question: string): Promise<ScoreRow[]> {
      const responses = connection.model('survey_responses')
      const rows = await responses.aggregate<{ _id: { snapshot: string; score: number }; n: number }>([
        { $match: { project, survey, state: { $in: ['partial', 'completed'] } } },
        { $sort: { sequence: 1 } },
        { $unwind: '$answers' },
        { $match: { 'answers.question': question, 'answers.score': { $gte: 0 } } },
        { $group: { _id: '$subject', snapshot: { $last: '$snapshot' }, score: { $last: '$answers.score' } } },
        { $group: { _id: { snapshot: '$snapshot', score: '$score' }, n: { $sum: 1 } } },
      ])
      return rows.map(({ _id, n }) => ({ ..._id, n }))
    },
  }
}

export type InsightQueries = ReturnType<typeof insightQueries>
