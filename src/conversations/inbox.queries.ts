import { type Connection, trusted } from 'mongoose'
import { type ConversationDocument, conversationFields } from './conversation.store.ts'
import type { ConversationState } from './conversation.ts'
import type { ConversationFilter, Place } from './inbox.ts'
import { type Older, type StoredConversation, whole } from './stored-conversation.ts'

/** So many of the newest are looked through before an index is asked for something rare. */
const lookedThrough = 1000

const listed = { ...conversationFields, messages: { $slice: -1 }, notes: 0, acts: 0 } as const

/** Lists of conversations, the newest first; duplicates that were merged stand in none. */
export function inboxQueries(connection: Connection) {
  const conversations = connection.model<ConversationDocument>('conversations')

  const page = async (filter: object, most: number): Promise<StoredConversation[]> => {
    const found = conversations.find(filter, listed, { strictQuery: false }).sort({ lastAt: -1, _id: -1 }).limit(most)
    return (await found.lean<Older[]>()).map(whole)
  }

  /** The instant (ms) of the last of the newest, if there are more. */
  async function edgeOf(filter: object): Promise<number | undefined> {
    const found = conversations.findOne(filter, { lastAt: 1 }).sort({ lastAt: -1, _id: -1 }).skip(lookedThrough)
    return (await found.lean())?.lastAt
  }

  return {
    async list(project: string, asked: ConversationFilter, after: Place | undefined, most: number) {
      const plain = { project, mergedInto: null, ...from(project, after), ...inOrder(asked) }
      const scattered = among(asked)
      if (Object.keys(scattered).length === 0) return page(plain, most)
      // What many have is soon found among the newest; sorting all who have it would take long. What few have is not
      // among them, but then an index finds all of it.
      const edge = await edgeOf(plain)
      if (edge === undefined) return page({ ...plain, ...scattered }, most)
      const newest = { ...plain, $and: [{ lastAt: trusted({ $gte: edge }) }] }
      const near = await page({ ...newest, ...scattered }, most)
      return near.length === most ? near : page({ ...plain, ...scattered }, most)
    },

    async countIn(project: string, state: ConversationState): Promise<number> {
      return conversations.countDocuments({ project, mergedInto: null, state })
    },

    async countUnread(project: string): Promise<number> {
      return conversations.countDocuments({ project, mergedInto: null, unread: true })
    },
  }
}

export type InboxQueries = ReturnType<typeof inboxQueries>

function from(project: string, after: Place | undefined): object {
  if (!after) return {}
  const { lastAt, id } = after
  return {
    lastAt: trusted({ $lte: lastAt }),
    $or: [{ lastAt: trusted({ $lt: lastAt }) }, { _id: trusted({ $lt: `${project}:${id}` }) }],
  }
}

/** What a list in order of time goes on to hold: fields of which an index with one value is in that order too. */
const inOrder = ({ state, kind, assignee, channel, pace, appVersion, unread }: ConversationFilter): object => ({
  ...(state !== undefined && { state }),
  ...(kind !== undefined && { kind }),
  ...(assignee !== undefined && { 'assignee.id': assignee === 'none' ? null : assignee }),
  ...(channel !== undefined && { 'snapshot.channel': channel }),
  ...(pace !== undefined && { 'snapshot.pace': pace }),
  ...(appVersion !== undefined && { 'snapshot.appVersion': appVersion }),
  ...(unread !== undefined && { unread: unread === 'true' }),
})

/** What stands in lists or texts. */
function among({ tag, flag, variant, text }: ConversationFilter): object {
  const literally = text === undefined ? undefined : new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'iu')
  return {
    ...(tag !== undefined && { tags: tag }),
    ...(flag !== undefined && { saw: variant === undefined ? flag : `${flag}=${variant}` }),
    ...(literally && {
      $nor: [{ 'messages.text': trusted({ $not: literally }), 'notes.text': trusted({ $not: literally }) }],
    }),
  }
}
