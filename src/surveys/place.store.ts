import { type Connection, trusted } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { tenantSchema } from '../database/schema.ts'
import type { ResponseStore } from './response.store.ts'

/** Nobody is given the place of a completed response any more. */
const forever = Number.MAX_SAFE_INTEGER

/** Place `number`, from 1 on, of a quota's `cell`; whoever holds it does so until an instant (ms). */
type Stored = {
  _id: string
  project: string
  survey: string
  cell: string
  number: number
  response: string
  until: number
}

/**
 * The places of quotas. There is one document for each place that was ever taken, and none beyond the quota, so however
 * many ask at once, no more get one. What is given back or has run out is given to the next.
 */
export function placeStore(connection: Connection, responses: Pick<ResponseStore, 'find'>) {
  const places = connection.model<Stored>(
    'survey_places',
    tenantSchema<Stored>({ survey: String, cell: String, number: Number, response: String, until: Number }, [
      { keys: { project: 1, survey: 1, cell: 1, until: 1 } },
      { keys: { project: 1, response: 1 } },
    ]),
  )

  const inUse = (project: string, survey: string, cell: string, now: number) =>
    places.countDocuments({ project, survey, cell, until: trusted({ $gt: now }) })

  const isCompleted = async ({ project, response, until }: Stored): Promise<boolean> =>
    until > 0 && (await responses.find(project, response))?.state === 'completed'

  return {
    inUse,

    /** Gives a response a place until an instant, or lets it keep the one it has; false where all are in use. */
    async take(
      project: string,
      { survey, cell, response, limit }: Pick<Stored, 'survey' | 'cell' | 'response'> & { limit: number },
      now: number,
      until: number,
    ): Promise<boolean> {
      const held = await places.updateOne(
        { project, survey, cell, response, until: trusted({ $gt: now }) },
        { $max: { until } },
      )
      if (held.matchedCount > 0) return true
      for (;;) {
        if ((await inUse(project, survey, cell, now)) >= limit) return false
        const free = await places
          .findOne({ project, survey, cell, number: trusted({ $lte: limit }), until: trusted({ $lte: now }) })
          .lean()
        if (free && (await isCompleted(free))) {
          // The server stopped between storing the response and keeping its place.
          await places.updateOne({ _id: free._id, project, response: free.response }, { $set: { until: forever } })
        } else if (free) {
          const unchanged = { _id: free._id, project, response: free.response, until: free.until }
          const { matchedCount } = await places.updateOne(unchanged, { $set: { response, until } })
          if (matchedCount > 0) return true
        } else {
          const number = (await places.countDocuments({ project, survey, cell })) + 1
          if (number > limit) return false
          const _id = `${project}:${survey}:${cell}:${number}`
          if (await isInserted(places.create({ _id, project, survey, cell, number, response, until }))) return true
        }
      }
    },

    /** The response is completed: its places are its own for ever. */
    async keep(project: string, response: string): Promise<void> {
      await places.updateMany({ project, response, until: trusted({ $gt: 0 }) }, { $set: { until: forever } })
    },

    /** Gives the places of a response back, but not those that others have got since. */
    async giveBack(project: string, response: string): Promise<void> {
      await places.updateMany({ project, response }, { $set: { until: 0 } })
    },
  }
}

export type PlaceStore = ReturnType<typeof placeStore>
