import type { Connection } from 'mongoose'
import type { PathGroup, ToldCount } from './audience.ts'
import { pathOfKey } from './channel-path.ts'
import type { Notice } from './notice.ts'

/** A channel that is given up may tell everybody at once; of more than these, the newest are counted. */
export const mostTold = 2000

/** What all subjects together did over time; ways and first days are read from an index alone. */
export function audienceQueries(connection: Connection) {
  return {
    /** One group for each distinct way that people went between channels. */
    async paths(project: string): Promise<PathGroup[]> {
      const rows = await connection
        .model('policies')
        .aggregate<{ _id: string | null; people: number }>([
          { $match: { project } },
          { $group: { _id: '$path', people: { $sum: 1 } } },
        ])
      return rows.flatMap(({ _id, people }) => (_id === null ? [] : [{ path: pathOfKey(_id), people }]))
    },

    /** How many people became known on which day, in days since 1970-01-01 in UTC. */
    async came(project: string): Promise<Map<number, number>> {
      const rows = await connection
        .model('subjects')
        .aggregate<{ _id: number; people: number }>([
          { $match: { project } },
          { $group: { _id: '$day', people: { $sum: 1 } } },
        ])
      return new Map(rows.map(({ _id, people }) => [_id, people]))
    },

    /** What people were told since an instant (ms), the newest first; of the newest `mostTold` notices. */
    async told(project: string, since: number): Promise<ToldCount[]> {
      const rows = await connection
        .model('notices')
        .aggregate<{ _id: Pick<Notice, 'kind' | 'words'>; people: number; seen: number; last: number }>([
          { $match: { project, at: { $gt: since } } },
          { $sort: { at: -1 } },
          { $limit: mostTold },
          {
            $group: {
              _id: { kind: '$kind', words: '$words' },
              people: { $sum: 1 },
              seen: { $sum: { $cond: [{ $gt: ['$seenAt', 0] }, 1, 0] } },
              last: { $max: '$at' },
            },
          },
          { $sort: { last: -1 } },
          { $limit: 20 },
        ])
      return rows.map(({ _id, ...counts }) => ({ ..._id, ...counts }))
    },
  }
}

export type AudienceQueries = ReturnType<typeof audienceQueries>
