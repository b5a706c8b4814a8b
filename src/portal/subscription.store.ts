import type { Connection } from 'mongoose'
import { tenantSchema } from '../database/schema.ts'

/** `carried`: how many acts an address had counted for subjects that have since become this one. */
type Subscription = { subject: string; tokenHash: string; madeAt: number; carried: number }
type Stored = Subscription & { _id: string; project: string }

/** The one address of a subject's calendar and feeds; only the hash of its token is stored. */
export function subscriptionStore(connection: Connection) {
  const subscriptions = connection.model<Stored>(
    'subscriptions',
    tenantSchema<Stored>({ subject: String, tokenHash: String, madeAt: Number, carried: Number }, [
      { keys: { project: 1, tokenHash: 1 }, unique: true },
    ]),
  )
  const idOf = (project: string, subject: string) => ({ _id: `${project}:${subject}`, project })

  return {
    /** Puts a new token in the place of the old one. */
    async set(project: string, subject: string, tokenHash: string, madeAt: number): Promise<void> {
      await subscriptions.updateOne(
        idOf(project, subject),
        { $set: { tokenHash, madeAt }, $setOnInsert: { subject, carried: 0 } },
        { upsert: true },
      )
    },
    async remove(project: string, subject: string): Promise<void> {
      await subscriptions.deleteOne(idOf(project, subject))
    },
    /** Puts it there unless its subject has one. */
    async add(project: string, subscription: Subscription): Promise<void> {
      await subscriptions.updateOne(
        idOf(project, subscription.subject),
        { $setOnInsert: subscription },
        { upsert: true },
      )
    },
    async find(project: string, subject: string): Promise<Subscription | null> {
      return subscriptions.findOne(idOf(project, subject), { _id: 0, project: 0 }).lean()
    },
    async findByToken(project: string, tokenHash: string): Promise<Subscription | null> {
      return subscriptions.findOne({ project, tokenHash }, { _id: 0, project: 0 }).lean()
    },
  }
}

export type SubscriptionStore = ReturnType<typeof subscriptionStore>
