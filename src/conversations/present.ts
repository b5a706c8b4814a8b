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

/** What has to be known of a conversation to show it to its subject. */
export type Known = Omit<OwnConversation, 'earlier'> & Pick<StoredConversation, 'mergedInto' | 'mergedSince' | 'spans'>

/** Of the conversations to which others are or were merged, by id. */
export type Primaries = ReadonlyMap<string, Pick<Known, 'state' | 'readByTeam' | 'messages'>>

/** All messages that the subject of a conversation has got, the team's replies to those it was merged into too. */
export function messagesFor(one: Known, primaries: Primaries): Message[] {
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
export function ownOf(
  one: Known,
  primaries: Primaries,
  messages = messagesFor(one, primaries),
  earlier?: OwnConversation['earlier'],
): OwnConversation {
  const primary = one.mergedInto === undefined ? undefined : primaries.get(one.mergedInto)
  return ownConversation.parse({
    ...one,
    ...{ state: primary?.state ?? one.state, readByTeam: Math.max(one.readByTeam, primary?.readByTeam ?? 0) },
    ...{ messages, ...(earlier && { earlier }) },
  })
}

/** How many of the team's messages the subject has not read. */
export const unreadIn = ({ messages, readBySubject }: Pick<OwnConversation, 'messages' | 'readBySubject'>): number =>
  messages.filter(({ from, sequence }) => from === 'team' && sequence > readBySubject).length
