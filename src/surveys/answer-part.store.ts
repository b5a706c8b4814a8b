import type { Connection } from 'mongoose'
import { groupFinds } from '../database/group-reads.ts'
import { groupInserts } from '../database/group-writes.ts'
import { tenantSchema } from '../database/schema.ts'

/** That a part of an answer came, for its receipt; what it said, and whose it is, is in the response. */
export type StoredPart = {
  id: string
  response: string
  digest: string
  at: number
  sequence: number
}

type Stored = StoredPart & { _id: string; project: string }

export function answerPartStore(connection: Connection) {
  const parts = connection.model<Stored>(
    'answer_parts',
    tenantSchema<Stored>({ id: String, response: String, digest: String, at: Number, sequence: Number }),
  )
  const insertPart = groupInserts(parts)
  const findParts = groupFinds(parts, '_id')

  return {
    async find(project: string, id: string): Promise<StoredPart | null> {
      return (await findParts({ project, key: `${project}:${id}` }))[0] ?? null
    },
    /** False where this id is there already. */
    insert: (project: string, part: StoredPart): Promise<boolean> =>
      insertPart({ _id: `${project}:${part.id}`, project, ...part }),
  }
}

export type AnswerPartStore = ReturnType<typeof answerPartStore>
