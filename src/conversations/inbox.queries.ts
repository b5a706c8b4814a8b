import { type Connection, trusted } from 'mongoose'
import { indexName } from '../database/schema.ts'
import {
  byAssignee,
  byMarks,
  byState,
  byTags,
  type ConversationDocument,
  conversationFields,
  newestFirst,
} from './conversation.store.ts'
import { type ConversationState, conversationState } from './conversation.ts'
import type { ConversationFilter, Place } from './inbox.ts'
import { mark, type Older, type StoredConversation, whole } from './stored-conversation.ts'

/** So many of the newest are looked through before an index is asked for something rare. */
const lookedThrough = 1000

/** What no more than so many have is found by its own index, however many there are in the list. */
const few = 2000

/** Texts have no index: so many are looked through for one page, and the next page goes on there. */
const textsLookedThrough = 5000

const listed = { ...conversationFields, messages: { $slice: -1 }, notes: 0, acts: 0 } as const

type Mark = { tags: string } | { marks: string }

/** Some conversations, the newest first; `next`: where to go on, if there may be more. */
type Found = { found: StoredConversation[]; next?: Place | undefined }

/** Lists of conversations, the newest first; duplicates that were merged stand in none. */
export function inboxQueries(connection: Connection) {
  const conversations = connection.model<ConversationDocument>('conversations')

  async function page(filter: object, most: number, index: string): Promise<StoredConversation[]> {
    const found = conversations.find(filter, listed, { strictQuery: false }).sort(newestFirst).limit(most).hint(index)
    return (await found.lean<Older[]>()).map(whole)
  }

  /** The last of the newest, if there are more. */
  async function edgeOf(filter: object, skipped: number, index: string): Promise<Place | undefined> {
    const found = conversations.findOne(filter, { lastAt: 1, sequence: 1 }, { strictQuery: false })
    return (await found.sort(newestFirst).skip(skipped).hint(index).lean()) ?? undefined
  }

  /** The index by which the least is read: that of a rare mark, or else the list itself. */
  async function bestFor(project: string, asked: ConversationFilter, [rarest]: readonly Mark[]): Promise<string> {
    if (!rarest) return orderOf(asked)
    const index = indexName('tags' in rarest ? byTags : byMarks)
    const some = conversations.countDocuments({ project, listed: true, ...rarest }, { limit: few + 1, hint: index })
    return (await some) <= few ? index : orderOf(asked)
  }

  async function first(project: string, asked: ConversationFilter, after: Place | undefined, most: number) {
    const plain = { project, listed: true, ...from(after), ...single(asked) }
    const marks = marksAsked(asked)
    const order = orderOf(asked)
    if (asked.text !== undefined) {
      const edge = await edgeOf(plain, textsLookedThrough, order)
      const demands = [...marks, holding(asked.text), ...(edge ? [since(edge)] : [])]
      return { found: await page({ ...plain, $and: demands }, most, order), further: edge }
    }
    if (marks.length === 0) return { found: await page(plain, most, order) }
    // What many have is soon found among the newest; sorting all who have it would take long.
    const edge = await edgeOf(plain, lookedThrough, order)
    const near = edge && (await page({ ...plain, $and: [...marks, since(edge)] }, most, order))
    if (near?.length === most) return { found: near }
    return { found: await page({ ...plain, $and: marks }, most, await bestFor(project, asked, marks)) }
  }

  return {
    /** At most `most` of those that a filter lets through, after a place. */
    async list(project: string, asked: ConversationFilter, after: Place | undefined, most: number): Promise<Found> {
      const { found, further } = await first(project, asked, after, most + 1)
      const last = found[most - 1]
      if (found.length > most && last) return { found: found.slice(0, most), next: last }
      return { found, next: further }
    },

    async countIn(project: string, state: ConversationState): Promise<number> {
      return conversations.countDocuments({ project, listed: true, state })
    },

    async countUnread(project: string): Promise<number> {
      return conversations.countDocuments({ project, listed: true, ...single({ unread: 'true' }) })
    },
  }
}

export type InboxQueries = ReturnType<typeof inboxQueries>

function from(after: Place | undefined): object {
  if (!after) return {}
  const { lastAt, sequence } = after
  return {
    lastAt: trusted({ $lte: lastAt }),
    $or: [{ lastAt: trusted({ $lt: lastAt }) }, { sequence: trusted({ $lt: sequence }) }],
  }
}

const anyState = trusted({ $in: conversationState.options })
const readOrNot = trusted({ $in: [true, false] })

/** What an index holds in the order of the list: every value is named, for only so one index serves all of them. */
const single = ({ state, assignee, unread }: Pick<ConversationFilter, 'state' | 'assignee' | 'unread'>) => ({
  ...{ state: state ?? anyState, unread: unread === undefined ? readOrNot : unread === 'true' },
  ...(assignee !== undefined && { 'assignee.id': assignee === 'none' ? null : assignee }),
})

/** The index that holds it. */
const orderOf = ({ assignee }: ConversationFilter): string => indexName(assignee === undefined ? byState : byAssignee)

/** What is one of many in a field; first what fewest are likely to have, for that is what an index is asked for. */
const marksAsked = ({ tag, flag, variant, channel, pace, appVersion, kind }: ConversationFilter): Mark[] => [
  ...(tag === undefined ? [] : [{ tags: tag }]),
  ...(variant === undefined ? [] : [{ marks: mark('variant', `${flag}=${variant}`) }]),
  ...(flag === undefined ? [] : [{ marks: mark('flag', flag) }]),
  ...(appVersion === undefined ? [] : [{ marks: mark('app', appVersion) }]),
  ...(channel === undefined ? [] : [{ marks: mark('channel', channel) }]),
  ...(pace === undefined ? [] : [{ marks: mark('pace', pace) }]),
  ...(kind === undefined ? [] : [{ marks: mark('kind', kind) }]),
]

const since = ({ lastAt }: Place) => ({ lastAt: trusted({ $gte: lastAt }) })

function holding(text: string): object {
  const literally = new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'iu')
  return { $nor: [{ 'messages.text': trusted({ $not: literally }), 'notes.text': trusted({ $not: literally }) }] }
}
