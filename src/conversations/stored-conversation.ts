import type { z } from 'zod'
import type { ChangeLink, ConversationState, conversationSummary, Message } from './conversation.ts'
import type { PageLines } from './page-lines.ts'
import type { Act, Note } from './thread.ts'

/** While what was merged: the sequences between which the primary's replies went to this subject too. */
export type MergedSpan = { primary: string; from: number; to: number }

/** How far a linked change has come for one reporter; instants in ms. */
export type Loop = ChangeLink & {
  arrivedAt: number
  askedAt?: number
  answer?: { id: string; fixed: boolean; at: number; sequence: number }
}

/** A conversation as it lies in the store: one document, so that a message and what it changes are one write. */
export type StoredConversation = Omit<z.infer<typeof conversationSummary>, 'reachable' | 'last'> & {
  digest: string
  sequence: number
  email?: string
  lines?: PageLines
  messages: Message[]
  notes: Note[]
  acts: Act[]
  /** The flags that the snapshot ties it to, as `flag` and `flag=variant`, for an index. */
  saw: string[]
  /** `sequence` of the last thing from a subject that was heard here, in this one or in a duplicate. */
  heard: number
  /** Duplicates that were merged into this one, or are just being. */
  merged: string[]
  mergedSince?: number
  spans: MergedSpan[]
  loop?: Loop
  /** `sequence` of messages and acts of which something has still to follow elsewhere. */
  untold: number[]
}

/** What may be missing in a conversation from before there were states. */
export type Older = Partial<StoredConversation> & { awaitsTeam?: boolean }

/** What a conversation has that was stored before there was more to it than messages. */
export function defaultsOf(older: Older) {
  const state: ConversationState = older.awaitsTeam ? 'open' : 'waiting'
  const lastFrom = (from: Message['from']) =>
    Math.max(0, ...(older.messages ?? []).filter((one) => one.from === from).map(({ sequence }) => sequence))
  return {
    ...{
      state,
      tags: [],
      unread: state === 'open',
      version: 0,
      notes: [],
      acts: [],
      merged: [],
      spans: [],
      untold: [],
    },
    ...{ saw: sawOf(older), heard: lastFrom('subject'), readByTeam: state === 'open' ? 0 : lastFrom('team') },
  }
}

/** The same conversation with nothing missing. */
export const whole = (stored: Older): StoredConversation =>
  ({ ...(stored.state === undefined && defaultsOf(stored)), ...stored }) as StoredConversation

/** What a filter by flag and variant looks for; what only a page claimed counts for the flag alone. */
export const sawOf = ({ snapshot }: Pick<Older, 'snapshot'>): string[] =>
  (snapshot?.ties ?? []).flatMap(({ flag, variant, claimed }) => (claimed ? [flag] : [flag, `${flag}=${variant}`]))
