import type { Model } from 'mongoose'
import { gathered } from '../base/gathered.ts'

type Wanted = { project: string; key: string }

/** While the database works on one group the next ones are made ready, and none is so large that the others wait. */
export const overlapping = { most: 150, atOnce: 3 }

/** What fits into one reply; the driver's own 101 would take another round for the rest. */
export const inOneReply = { batchSize: 100_000 }

/**
 * Finds with one command what many look up at the same time by one field of a project's documents, each all that has
 * their key. It goes past Mongoose, so it gives what is stored, `_id` and all.
 */
export const groupFinds = <Document>({ collection }: Model<Document>, field: keyof Document & string) =>
  gathered(async (wanted: Wanted[]): Promise<Document[][]> => {
    const keys = new Map<string, Map<string, Document[]>>()
    for (const { project, key } of wanted) {
      const ofProject = keys.get(project) ?? new Map<string, Document[]>()
      keys.set(project, ofProject.set(key, []))
    }
    for (const [project, found] of keys) {
      const filter = { project, [field]: { $in: [...found.keys()] } }
      for (const document of await collection.find(filter, inOneReply).toArray())
        found.get(String(document[field]))?.push(document as unknown as Document)
    }
    return wanted.map(({ project, key }) => keys.get(project)?.get(key) ?? [])
  }, overlapping)
