import { type Connection, trusted } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { anything, tenantSchema } from '../database/schema.ts'
import type { Conversation, Message } from './conversation.ts'

type Stored = Conversation & { _id: string; project: string; digest: string; sequence: number }

export type StoredConversation = Conversation & { digest: string; sequence: number }

/** More than anybody writes by hand; it keeps a document far from its limit. */
export const mostMessages = 500

/** One document a conversation, with its messages, so that a message and what it changes are one write. */
export function conversationStore(connection: Connection) {
  const conversations = connection.model<Stored>(
    'conversations',
    tenantSchema<Stored>(
      {
        id: String,
        subject: String,
        kind: String,
        at: Number,
        lastAt: Number,
        awaitsTeam: Boolean,
        readBySubject: Number,
        snapshot: anything,
        messages: anything,
        digest: String,
        sequence: Number,
      },
      [
        { keys: { project: 1, subject: 1, lastAt: -1 } },
        { keys: { project: 1, lastAt: -1 } },
        { keys: { project: 1, awaitsTeam: 1, lastAt: -1 } },
      ],
    ),
  )
  const plain = { _id: 0, project: 0 } as const
  const idOf = (project: string, id: string) => ({ _id: `${project}:${id}`, project })

  return {
    async find(project: string, id: string): Promise<StoredConversation | null> {
      return conversations.findOne(idOf(project, id), plain).lean<StoredConversation>()
    },

    /** False where the id is taken. */
    async insert(project: string, conversation: StoredConversation): Promise<boolean> {
      return isInserted(conversations.create({ ...idOf(project, conversation.id), ...conversation }))
    },

    /** Adds a message once; false where it is there already or the conversation is full. */
    async append(project: string, id: string, message: Message): Promise<boolean> {
      const done = await conversations.updateOne(
        {
          ...idOf(project, id),
          'messages.id': trusted({ $ne: message.id }),
          [`messages.${mostMessages - 1}`]: trusted({ $exists: false }),
        },
        {
          $push: { messages: message },
          $set: { awaitsTeam: message.from === 'subject' },
          // Of two at once the later one may be written first.
          $max: { lastAt: message.at },
        },
        { strictQuery: false },
      )
      return done.modifiedCount === 1
    },

    async markRead(project: string, id: string, sequence: number): Promise<void> {
      await conversations.updateOne(idOf(project, id), { $max: { readBySubject: sequence } })
    },

    async move(project: string, from: string, into: string): Promise<void> {
      await conversations.updateMany({ project, subject: from }, { $set: { subject: into } })
    },

    async ofSubject(project: string, subject: string, most: number): Promise<Conversation[]> {
      return conversations.find({ project, subject }, plain).sort({ lastAt: -1 }).limit(most).lean<Conversation[]>()
    },

    async newest(project: string, awaiting: boolean, most: number): Promise<Conversation[]> {
      const filter = awaiting ? { project, awaitsTeam: true } : { project }
      return conversations.find(filter, plain).sort({ lastAt: -1 }).limit(most).lean<Conversation[]>()
    },

    async countAwaiting(project: string): Promise<number> {
      return conversations.countDocuments({ project, awaitsTeam: true })
    },
  }
}

export type ConversationStore = ReturnType<typeof conversationStore>
