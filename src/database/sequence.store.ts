import { type Connection, Schema } from 'mongoose'
import { gathered } from '../base/gathered.ts'

type Counter = { _id: string; last: number }
type Numbers = { next: number; last: number }

/**
 * Numbers what a project stores, 1, 2, 3, …: never twice the same; a number whose writer failed stays unused. So many
 * are taken in `reserve` each time: more than one only where no other process numbers the same, or its order would
 * not be that in which things came. What is left of them at the end stays unused too.
 */
export function sequenceStore(connection: Connection, reserve = 1) {
  const counters = connection.model<Counter>(
    'sequences',
    new Schema<Counter>({ _id: String, last: Number }, { strict: 'throw', versionKey: false }),
  )
  const reserves = new Map<string, Numbers>()

  async function take(project: string, count: number): Promise<Numbers> {
    const counter = await counters
      .findOneAndUpdate({ _id: project }, { $inc: { last: count } }, { upsert: true, returnDocument: 'after' })
      .lean()
    return { next: counter.last - count + 1, last: counter.last }
  }

  function fromReserve(project: string): number | undefined {
    const numbers = reserves.get(project)
    return numbers && numbers.next <= numbers.last ? numbers.next++ : undefined
  }

  /** Those who ask at the same time share one write. */
  const taken = gathered(async (projects: string[]): Promise<number[]> => {
    const counts = new Map<string, number>()
    for (const project of projects) counts.set(project, (counts.get(project) ?? 0) + 1)
    const fresh = async ([project, count]: [string, number]) =>
      [project, await take(project, Math.max(count, reserve))] as const
    const all = new Map(await Promise.all([...counts].map(fresh)))
    const numbered = projects.map((project) => (all.get(project) as Numbers).next++)
    for (const [project, rest] of all) reserves.set(project, rest)
    return numbered
  })

  return {
    /** The next number. */
    next: async (project: string): Promise<number> => fromReserve(project) ?? taken(project),
  }
}
