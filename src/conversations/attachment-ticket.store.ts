import { type Connection, trusted } from 'mongoose'
import { tenantSchema } from '../database/schema.ts'
import type { PictureDraft } from './attachment.ts'

export type Ticket = {
  subject: string
  picture: string
  type: PictureDraft['type']
  bytes: number
  at: number
  expiresAt: number
}

type Stored = Ticket & { _id: string; project: string; isUsed: boolean }

/** Tickets for uploads, by the hash of their code; they are kept for an hour, to know how much somebody has sent. */
export function attachmentTicketStore(connection: Connection) {
  const tickets = connection.model<Stored>(
    'attachment_tickets',
    tenantSchema<Stored>(
      {
        ...{ subject: String, picture: String, type: String, bytes: Number },
        ...{ at: Number, expiresAt: Number, isUsed: Boolean },
      },
      [{ keys: { project: 1, subject: 1, at: -1 } }, { keys: { project: 1, at: 1 } }],
    ),
  )

  return {
    async insert(codeHash: string, project: string, ticket: Ticket): Promise<void> {
      await tickets.create({ _id: codeHash, project, ...ticket, isUsed: false })
    },

    /** Uses the ticket up and says for what it was; whoever comes second finds nothing. */
    async use(codeHash: string, project: string, now: number): Promise<Ticket | null> {
      return tickets
        .findOneAndUpdate(
          { _id: codeHash, project, isUsed: false, expiresAt: trusted({ $gt: now }) },
          { $set: { isUsed: true } },
          { projection: { _id: 0, project: 0 } },
        )
        .lean<Ticket>()
    },

    /** What somebody has sent since then, or may send still with a ticket that they hold. */
    async sentSince(project: string, subject: string, since: number, now: number): Promise<Ticket[]> {
      return tickets
        .find({
          ...{ project, subject, at: trusted({ $gt: since }) },
          $or: [{ isUsed: true }, { expiresAt: trusted({ $gt: now }) }],
        })
        .lean<Ticket[]>()
    },

    async move(project: string, from: string, into: string): Promise<void> {
      await tickets.updateMany({ project, subject: from }, { $set: { subject: into } })
    },

    async removeBefore(project: string, at: number): Promise<void> {
      await tickets.deleteMany({ project, at: trusted({ $lte: at }) })
    },
  }
}

export type AttachmentTicketStore = ReturnType<typeof attachmentTicketStore>
