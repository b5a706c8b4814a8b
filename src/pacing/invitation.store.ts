import { type Connection, trusted } from 'mongoose'
import { tenantSchema } from '../database/schema.ts'
import type { Invitation } from './invitation.ts'

type Stored = Omit<Invitation, 'id'> & { _id: string; project: string; codeHash: string }

/** Invitations to channels; of a code only its hash is stored. */
export function invitationStore(connection: Connection) {
  const invitations = connection.model<Stored>(
    'invitations',
    tenantSchema<Stored>(
      {
        ...{ channel: String, note: String, codeHash: String, uses: Number, mostUses: Number },
        ...{ expiresAt: Number, createdAt: Number, by: String, revokedAt: Number },
      },
      [{ keys: { project: 1, codeHash: 1 }, unique: true }, { keys: { project: 1, channel: 1, createdAt: -1 } }],
    ),
  )
  const fields = { project: 0, codeHash: 0 }

  return {
    async insert(project: string, codeHash: string, { id, ...invitation }: Invitation): Promise<void> {
      await invitations.create({ _id: id, project, codeHash, ...invitation })
    },
    async newest(project: string, channel: string, most: number): Promise<Invitation[]> {
      const found = invitations.find({ project, channel }, fields).sort({ createdAt: -1 }).limit(most)
      return (await found.lean<Omit<Stored, 'project' | 'codeHash'>[]>()).map(plain)
    },
    async findByCode(project: string, codeHash: string): Promise<Invitation | null> {
      const found = await invitations
        .findOne({ project, codeHash }, fields)
        .lean<Omit<Stored, 'project' | 'codeHash'>>()
      return found && plain(found)
    },
    /** Counts one more use; false where there is none left. */
    async use(project: string, { id, mostUses }: Invitation): Promise<boolean> {
      const left = mostUses === undefined ? {} : { uses: trusted({ $lt: mostUses }) }
      const filter = { _id: id, project, revokedAt: null, ...left } as object
      return (await invitations.updateOne(filter, { $inc: { uses: 1 } })).modifiedCount === 1
    },
    /** Ends an invitation at `at` (ms); false where there is none that stands. */
    async revoke(project: string, id: string, at: number): Promise<boolean> {
      const filter = { _id: id, project, revokedAt: null } as object
      return (await invitations.updateOne(filter, { $set: { revokedAt: at } })).modifiedCount === 1
    },
  }
}

export type InvitationStore = ReturnType<typeof invitationStore>

const plain = ({ _id, ...invitation }: Omit<Stored, 'project' | 'codeHash'>): Invitation => ({ id: _id, ...invitation })
