import { type Connection, Schema } from 'mongoose'

type Counter = { _id: string; last: number }

/** Numbers what a project stores, 1, 2, 3, …: never twice the same; a number whose writer failed stays unused. */
export function sequenceStore(connection: Connection) {
  const counters = connection.model<Counter>(
    'sequences',
    new Schema<Counter>({ _id: String, last: Number }, { strict: 'throw', versionKey: false }),
  )
  return {
    async next(project: string): Promise<number> {
      const counter = await counters
        .findOneAndUpdate({ _id: project }, { $inc: { last: 1 } }, { upsert: true, returnDocument: 'after' })
        .lean()
      return counter.last
    },
  }
}
