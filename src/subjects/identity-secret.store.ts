import type { Connection } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { tenantSchema } from '../database/schema.ts'

export type SealedSecret = {
  id: string
  hint: string
  sealed: string
  createdAt: number
  createdBy: string
  usedAt?: number
}

type Stored = SealedSecret & { _id: string; project: string; slot: number }

/** A project's identity secrets, encrypted; each has a slot, so that there are never more than there are slots. */
export function identitySecretStore(connection: Connection) {
  const secrets = connection.model<Stored>(
    'identity_secrets',
    tenantSchema<Stored>(
      {
        id: String,
        slot: Number,
        hint: String,
        sealed: String,
        createdAt: Number,
        createdBy: String,
        usedAt: Number,
      },
      [{ keys: { project: 1, createdAt: 1 } }],
    ),
  )

  return {
    /** The oldest first. */
    async all(project: string): Promise<SealedSecret[]> {
      return secrets.find({ project }, { _id: 0, project: 0, slot: 0 }).sort({ createdAt: 1 }).lean<SealedSecret[]>()
    },
    /** False where the slot is taken. */
    async insert(project: string, slot: number, secret: SealedSecret): Promise<boolean> {
      return isInserted(secrets.create({ _id: `${project}:${slot}`, project, slot, ...secret }))
    },
    async remove(project: string, id: string): Promise<boolean> {
      return (await secrets.deleteOne({ project, id })).deletedCount === 1
    },
    async setUsed(project: string, id: string, usedAt: number): Promise<void> {
      await secrets.updateOne({ project, id }, { $set: { usedAt } })
    },
  }
}

export type IdentitySecretStore = ReturnType<typeof identitySecretStore>
