import { type Connection, Schema } from 'mongoose'
import { gathered } from '../base/gathered.ts'

type Counter = { _id: string; last: number }

/** Numbers what a project stores, 1, 2, 3, …: never twice the same; a number whose writer failed stays unused. */
export function sequenceStore(connection: Connection) {
  const counters = connection.model<Counter>(
    'sequences',
    new Schema<Counter>({ _id: String, last: Number }, { strict: 'throw', versionKey: false }),
  )

  async function take(project: string, count: number): Promise<number> {
    const counter = await counters
      .findOneAndUpdate({ _id: project }, { $inc: { last: count } }, { upsert: true, returnDocument: 'after' })
      .lean()
    return counter.last - count
  }

  return {
    /** The next number; those who ask at the same time share one write. */
    next: gathered(async (projects: string[]): Promise<number[]> => {
      const counts = new Map<string, number>()
      for (const project of projects) counts.set(project, (counts.get(project) ?? 0) + 1)
      const taken = await Promise.all([...counts].map(async ([one, count]) => [one, await take(one, count)] as const))
      const last = new Map(taken)
      return projects.map((project) => {
        const number = (last.get(project) ?? 0) + 1
        last.set(project, number)
        return number
      })
    }),
  }
}
