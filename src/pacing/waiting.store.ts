import { type Connection, trusted } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { tenantSchema } from '../database/schema.ts'

/** Somebody who waits for room on a channel since `at` (ms); `since`: when they were first seen. */
export type Waiting = { channel: string; subject: string; since: number; at: number; sequence: number }

type Stored = Waiting & { _id: string; project: string }

/** The waiting lists of capped channels, in the order in which people came. */
export function waitingStore(connection: Connection) {
  const lists = connection.model<Stored>(
    'waiting',
    tenantSchema<Stored>({ channel: String, subject: String, since: Number, at: Number, sequence: Number }, [
      { keys: { project: 1, channel: 1, sequence: 1 } },
      { keys: { project: 1, subject: 1 } },
    ]),
  )
  const fields = { _id: 0, project: 0 } as const

  return {
    /** False where they wait already. */
    async add(project: string, waiting: Waiting): Promise<boolean> {
      return isInserted(lists.create({ _id: `${project}:${waiting.channel}:${waiting.subject}`, project, ...waiting }))
    },
    async first(project: string, channel: string, most: number): Promise<Waiting[]> {
      return lists.find({ project, channel }, fields).sort({ sequence: 1 }).limit(most).lean<Waiting[]>()
    },
    async ofSubject(project: string, subject: string): Promise<Waiting[]> {
      return lists.find({ project, subject }, fields).lean<Waiting[]>()
    },
    /** How many wait before somebody with this number, or in all. */
    async count(project: string, channel: string, before?: number): Promise<number> {
      return lists.countDocuments({
        project,
        channel,
        ...(before !== undefined && { sequence: trusted({ $lt: before }) }),
      })
    },
    async remove(project: string, channel: string, subject: string): Promise<void> {
      await lists.deleteOne({ _id: `${project}:${channel}:${subject}`, project })
    },
    async countByChannel(project: string): Promise<Map<string, number>> {
      const rows = await lists.aggregate<{ _id: string; n: number }>([
        { $match: { project } },
        { $group: { _id: '$channel', n: { $sum: 1 } } },
      ])
      return new Map(rows.map(({ _id, n }) => [_id, n]))
    },
  }
}

export type WaitingStore = ReturnType<typeof waitingStore>
