import { type Connection, trusted } from 'mongoose'
import { type ConversationDocument, conversationId, mostActs } from './conversation.store.ts'
import type { StoredConversation } from './stored-conversation.ts'
import type { Act, Note } from './thread.ts'

export const mostNotes = 200
const mostAtOnce = 200

/** What an act changes; `untold`: something has to follow elsewhere. */
export type Change = {
  set?: Partial<StoredConversation>
  unset?: readonly (keyof StoredConversation)[]
  act: Act
  untold?: boolean
}

/** What members do with conversations, and what of it has still to follow elsewhere. */
export function handlingStore(connection: Connection) {
  const conversations = connection.model<ConversationDocument>('conversations')

  return {
    /** Adds a note once; false where it is there already, there are too many, or the conversation is merged. */
    async addNote(project: string, id: string, note: Note): Promise<boolean> {
      const done = await conversations.updateOne(
        {
          ...conversationId(project, id),
          'notes.id': trusted({ $ne: note.id }),
          [`notes.${mostNotes - 1}`]: trusted({ $exists: false }),
          mergedInto: null,
        },
        { $push: { notes: note } },
        { strictQuery: false },
      )
      return done.modifiedCount === 1
    },

    /** Changes a conversation that is still as it was read; false where somebody has acted since, or it is merged. */
    async change(
      project: string,
      read: StoredConversation,
      { set, unset = [], act, untold }: Change,
    ): Promise<boolean> {
      const done = await conversations.updateOne(
        { ...conversationId(project, read.id), mergedInto: null, version: versionOf(read) },
        {
          $set: { ...set, version: read.version + 1 },
          ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((field) => [field, 1])) }),
          $push: { acts: { $each: [act], $slice: -mostActs }, ...(untold && { untold: act.sequence }) },
        },
      )
      return done.modifiedCount === 1
    },

    /** Opens the conversation that a duplicate was merged into, for what its subject did; twice is the same as once. */
    async hear(project: string, id: string, { at, sequence }: { at: number; sequence: number }): Promise<boolean> {
      const done = await conversations.updateOne(
        { ...conversationId(project, id), heard: trusted({ $lt: sequence }) },
        { $set: { state: 'open', unread: true, heard: sequence }, $max: { lastAt: at }, $inc: { version: 1 } },
      )
      return done.modifiedCount === 1
    },

    /** Marks up to where the team has read; what was heard after that stays unread. */
    async readByTeam(project: string, id: string, sequence: number): Promise<void> {
      const one = conversationId(project, id)
      await conversations.updateOne(one, { $max: { readByTeam: sequence } })
      await conversations.updateOne({ ...one, heard: trusted({ $lte: sequence }) }, { $set: { unread: false } })
    },

    /** Some of those of which something has still to follow elsewhere. */
    async untold(project: string): Promise<string[]> {
      const found = conversations.find({ project, untold: trusted({ $gt: 0 }) }, { id: 1 }).limit(mostAtOnce)
      return (await found.lean()).map(({ id }) => id)
    },

    /** What had to follow from these messages and acts has followed. */
    async told(project: string, id: string, sequences: readonly number[]): Promise<void> {
      await conversations.updateOne(conversationId(project, id), { $pullAll: { untold: [...sequences] } })
    },
  }
}

export type HandlingStore = ReturnType<typeof handlingStore>

/** Conversations from before there were versions have none. */
export const versionOf = ({ version }: Pick<StoredConversation, 'version'>) =>
  version === 0 ? trusted({ $in: [0, null] }) : version
