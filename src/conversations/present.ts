import {
  type ConversationSummary,
  conversationSummary,
  type Message,
  type OwnConversation,
  ownConversation,
} from './conversation.ts'
import type { StoredConversation } from './stored-conversation.ts'
import { type ConversationDetail, conversationDetail } from './thread.ts'

const lastOf = ({ messages }: { messages: readonly Message[] }) => messages.at(-1)

const forMembers = (one: StoredConversation) => ({ ...one, reachable: one.email !== undefined, last: lastOf(one) })

export const summaryOf = (one: StoredConversation): ConversationSummary => conversationSummary.parse(forMembers(one))

export const detailOf = (one: StoredConversation, merged: readonly StoredConversation[]): ConversationDetail =>
  conversationDetail.parse({ ...forMembers(one), merged: merged.map(forMembers) })

/** The conversations to which a subject's own one is or was merged: what was replied there reached them too. */
export const primariesOf = ({ mergedInto, spans }: Pick<StoredConversation, 'mergedInto' | 'spans'>): string[] => [
  ...new Set([...spans.map(({ primary }) => primary), ...(mergedInto === undefined ? [] : [mergedInto])]),
]

/** All messages that the subject of a conversation has got, the team's replies to those it was merged into too. */
export function messagesFor(one: StoredConversation, primaries: ReadonlyMap<string, StoredConversation>): Message[] {
  const { mergedInto, mergedSince = Number.POSITIVE_INFINITY, spans } = one
  const open =
    mergedInto === undefined ? [] : [{ primary: mergedInto, from: mergedSince, to: Number.POSITIVE_INFINITY }]
  const shared = [...spans, ...open].flatMap(({ primary, from, to }) =>
    (primaries.get(primary)?.messages ?? []).filter(
      (message) => message.from === 'team' && message.sequence > from && message.sequence <= to,
    ),
  )
  return [...one.messages, ...shared].sort((a, b) => a.sequence - b.sequence)
}

/** What its subject sees: their own words, the team's replies, and how the one stands that it was merged into. */
export function ownOf(one: StoredConversation, primaries: ReadonlyMap<string, StoredConversation>): OwnConversation {
  const primary = one.mergedInto === undefined ? undefined : primaries.get(one.mergedInto)
  return ownConversation.parse({
    ...one,
    state: primary?.state ?? one.state,
    readByTeam: Math.max(one.readByTeam, primary?.readByTeam ?? 0),
    messages: messagesFor(one, primaries),
  })
}

/** How many of the team's messages the subject has not read. */
export const unreadIn = ({ messages, readBySubject }: Pick<OwnConversation, 'messages' | 'readBySubject'>): number =>
  messages.filter(({ from, sequence }) => from === 'team' && sequence > readBySubject).length

/** How much a list carries beyond the last message of each conversation, in characters; a message counts as so many more. */
const mostInList = { text: 60_000, aMessage: 200 }

/** The same with as many of the newest messages as a list may carry; whose turn is first goes short last. */
export function shortened(conversations: readonly OwnConversation[]): OwnConversation[] {
  let left = mostInList.text
  return conversations.map((one) => {
    const { messages } = one
    let from = Math.max(0, messages.length - 1)
    for (; from > 0; from--) {
      const size = (messages[from - 1]?.text.length ?? 0) + mostInList.aMessage
      if (size > left) break
      left -= size
    }
    if (from === 0) return one
    const unread = unreadIn({ ...one, messages: messages.slice(0, from) })
    return { ...one, messages: messages.slice(from), earlier: { messages: from, unread } }
  })
}
