import { type Connection, trusted } from 'mongoose'
import { groupFinds } from '../database/group-reads.ts'
import { groupInserts } from '../database/group-writes.ts'
import { anything, type Index, tenantSchema } from '../database/schema.ts'
import { claimStore } from './claim.store.ts'
import type { ConversationState, Message } from './conversation.ts'
import { missingIn, type Older, type StoredConversation, whole } from './stored-conversation.ts'
import type { Act } from './thread.ts'

/** More than anybody writes by hand; it keeps a document far from its limit. */
export const mostMessages = 500

/** As many acts as are kept of one conversation, the newest. */
export const mostActs = 500

export type ConversationDocument = StoredConversation & { _id: string; project: string; awaitsTeam?: boolean }

/**
 * What a message does to the conversation that it is added to; `untold`: something has to follow elsewhere, as it was
 * `mergedInto` another when that was looked at.
 */
export type Effect = {
  state: ConversationState
  act?: Act | undefined
  untold: boolean
  mergedInto?: string | undefined
}

export const conversationFields = { _id: 0, project: 0 } as const

export const conversationId = (project: string, id: string) => ({ _id: `${project}:${id}`, project })

const inList = { project: 1, listed: 1 } as const
export const newestFirst = { lastAt: -1, sequence: -1 } as const

/** One index for all lists but those by tags, marks and assignee: a new message moves a single entry of it. */
export const byState: Index = { keys: { ...inList, state: 1, unread: 1, ...newestFirst } }
export const byAssignee: Index = { keys: { ...inList, 'assignee.id': 1, ...newestFirst } }
export const byTags: Index = { keys: { ...inList, tags: 1 }, where: { tags: { $gt: '' } } }
export const byMarks: Index = { keys: { ...inList, marks: 1 } }

/** One document a conversation, with all that was said and done in it; `isAlone`: no other process stores any. */
export function conversationStore(connection: Connection, isAlone = false) {
  const conversations = connection.model<ConversationDocument>(
    'conversations',
    tenantSchema<ConversationDocument>(
      {
        ...{ id: String, subject: String, kind: String, mood: Number, email: String, at: Number, lastAt: Number },
        ...{ state: String, outcome: String, unread: Boolean, awaitsTeam: Boolean, version: Number, heard: Number },
        ...{ readBySubject: Number, readByTeam: Number, assignee: anything, tags: [String] },
        ...{ marks: [String], listed: Boolean },
        ...{ snapshot: anything, messages: anything, notes: anything, acts: anything, untold: [Number] },
        ...{ mergedInto: String, mergedSince: Number, merged: [String], spans: anything },
        ...{ linkedTo: anything, loop: anything, lines: anything, digest: String, sequence: Number },
      },
      [
        { keys: { project: 1, subject: 1, lastAt: -1 } },
        byState,
        byAssignee,
        byTags,
        byMarks,
        { keys: { project: 1, mergedInto: 1 }, where: { mergedInto: { $exists: true } } },
        { keys: { project: 1, 'linkedTo.flag': 1 }, where: { 'linkedTo.flag': { $exists: true } } },
        { keys: { project: 1, untold: 1 }, where: { untold: { $gt: 0 } } },
      ],
    ),
  )
  const insertConversation = groupInserts(conversations)
  const findConversations = groupFinds(conversations, '_id')
  const claims = claimStore(connection, isAlone)

  async function complete(project: string, found: readonly Older[]): Promise<void> {
    await conversations.bulkWrite(
      found.map((older) => ({
        updateOne: {
          filter: { ...conversationId(project, older.id ?? ''), listed: null },
          update: { $set: missingIn(older), $unset: { awaitsTeam: 1 } },
        },
      })),
    )
  }

  return {
    async find(project: string, id: string): Promise<StoredConversation | null> {
      const [stored] = await findConversations({ project, key: `${project}:${id}` })
      if (!stored) return null
      const { _id, project: _, ...found } = stored
      // Whoever finds one may go on to change it, and what is half old and half new would be neither.
      if (found.listed === undefined) await complete(project, [found])
      return whole(found)
    },

    async findAll(project: string, ids: readonly string[]): Promise<Map<string, StoredConversation>> {
      if (ids.length === 0) return new Map()
      const filter = { project, _id: trusted({ $in: ids.map((id) => `${project}:${id}`) }) }
      const found = await conversations.find(filter, conversationFields).lean<Older[]>()
      return new Map(found.map(whole).map((one) => [one.id, one]))
    },

    /** False where the id is taken. */
    async insert(project: string, conversation: StoredConversation): Promise<boolean> {
      return insertConversation({ _id: `${project}:${conversation.id}`, project, ...conversation })
    },

    isClaimed: claims.isClaimed,

    /** Lets a client-made id stand for something in this conversation; false where it does so in another one. */
    async claim(project: string, id: string, conversation: string): Promise<boolean> {
      if (!(await claims.claim(project, id, conversation))) return false
      // Conversations need no claim: their own ids are unique.
      return id === conversation || (await findConversations({ project, key: `${project}:${id}` })).length === 0
    },

    /** Adds a message once; false where it is there already, or the conversation is full, or merged otherwise by now. */
    async append(project: string, id: string, message: Message, effect: Effect): Promise<boolean> {
      const { state, act, untold, mergedInto = null } = effect
      const isSubjects = message.from === 'subject'
      const done = await conversations.updateOne(
        {
          ...conversationId(project, id),
          'messages.id': trusted({ $ne: message.id }),
          [`messages.${mostMessages - 1}`]: trusted({ $exists: false }),
          mergedInto: isSubjects ? mergedInto : null,
        },
        {
          $push: {
            messages: message,
            ...(act && { acts: { $each: [act], $slice: -mostActs } }),
            ...(untold && { untold: message.sequence }),
          },
          $set: { state, ...(isSubjects && { unread: true }) },
          // Of two at once the later one may be written first.
          $max: { lastAt: message.at, ...(isSubjects && { heard: message.sequence }) },
          ...(isSubjects && { $inc: { version: 1 } }),
        },
        { strictQuery: false },
      )
      return done.modifiedCount === 1
    },

    async readBySubject(project: string, id: string, sequence: number): Promise<void> {
      await conversations.updateOne(conversationId(project, id), { $max: { readBySubject: sequence } })
    },

    /** Keeps, or takes away, where the subject may be written to. */
    async setEmail(project: string, id: string, email: string | null): Promise<void> {
      const change = email === null ? { $unset: { email: 1 } } : { $set: { email } }
      await conversations.updateOne(conversationId(project, id), change)
    },

    async move(project: string, from: string, into: string): Promise<void> {
      await conversations.updateMany({ project, subject: from }, { $set: { subject: into } })
    },

    /** Gives some conversations from before there were states what they lack; answers how many it were. */
    async completeSome(project: string, most: number): Promise<number> {
      const found = await conversations.find({ project, listed: null }, conversationFields).limit(most).lean<Older[]>()
      if (found.length === 0) return 0
      await complete(project, found)
      return found.length
    },
  }
}

export type ConversationStore = ReturnType<typeof conversationStore>
