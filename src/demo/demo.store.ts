import { type Connection, Schema } from 'mongoose'
import { demoKey } from './demo-key.ts'

type Stored = { _id: string; state: 'begun' | 'done'; startedAt: number }

/** Whether the demo was made; `startedAt` (ms), at which its project is created, tells it from any other. */
export function demoStore(connection: Connection) {
  const demos = connection.model<Stored>(
    'demos',
    new Schema<Stored>({ _id: String, state: String, startedAt: Number }, { strict: 'throw', versionKey: false }),
  )
  const mark = (state: Stored['state'], startedAt: number) =>
    demos.updateOne({ _id: demoKey }, { $set: { state, startedAt } }, { upsert: true })

  return {
    async find(): Promise<Pick<Stored, 'state' | 'startedAt'> | null> {
      return demos.findById(demoKey).lean()
    },
    async begin(startedAt: number): Promise<void> {
      await mark('begun', startedAt)
    },
    async finish(startedAt: number): Promise<void> {
      await mark('done', startedAt)
    },
    /** Removes what an interrupted start has left of the demo; its project last, for it leads to all the rest. */
    async removeUnfinished(startedAt: number): Promise<void> {
      const { projects, ...others } = connection.models
      const found = await projects?.collection.findOne({ key: demoKey, createdAt: startedAt })
      if (!found) return
      const id = String(found._id)
      for (const { collection } of Object.values(others))
        await collection.deleteMany({ $or: [{ project: id }, { _id: id as never }] })
      await projects?.collection.deleteOne({ _id: found._id })
    },
  }
}

export type DemoStore = ReturnType<typeof demoStore>
