import type { z } from 'zod'
import type { Picture } from './attachment.ts'
import type { ChangeLink, ConversationState, conversationSummary, FeedbackDraft, Message } from './conversation.ts'
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
  /** Whether it stands in lists: not while it is a duplicate. */
  listed: boolean
  /** Its kind and what the snapshot says, one by one, for an index. */
  marks: string[]
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

type Beginning = Pick<FeedbackDraft, 'id' | 'kind' | 'text'> & {
  [Name in 'mood' | 'email' | 'lines']: FeedbackDraft[Name] | undefined
}

type Opening = Pick<StoredConversation, 'subject' | 'digest' | 'snapshot' | 'at' | 'sequence' | 'untold'> & {
  pictures: Picture[]
}

/** A conversation as it begins: with what its subject sent unasked. */
export function opened(
  { id, kind, text, mood, email, lines }: Beginning,
  { subject, digest, snapshot, pictures, at, sequence, untold }: Opening,
): StoredConversation & { messages: [Message] } {
  const message: Message = { id, from: 'subject', text, at, sequence }
  if (pictures.length > 0) message.attachments = pictures
  // In one literal, for thousands of these are made a second, and what is spread together takes fifty times as long.
  return {
    id,
    kind,
    subject,
    digest,
    snapshot,
    at,
    lastAt: at,
    sequence,
    untold,
    state: 'open',
    unread: true,
    heard: sequence,
    readBySubject: sequence,
    readByTeam: 0,
    version: 1,
    listed: true,
    tags: [],
    marks: marksOf({ kind, snapshot }),
    notes: [],
    acts: [],
    merged: [],
    spans: [],
    messages: [message],
    ...(mood !== undefined && { mood }),
    ...(email !== undefined && { email }),
    ...(lines && { lines }),
  }
}

/** What may be missing in a conversation from before there were states. */
export type Older = Partial<StoredConversation> & { awaitsTeam?: boolean }

/** What a conversation has that was stored before there was more to it than messages. */
function defaultsOf(older: Older) {
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
    ...{
      listed: older.mergedInto === undefined,
      marks: marksOf(older),
      heard: lastFrom('subject'),
      readByTeam: state === 'open' ? 0 : lastFrom('team'),
    },
  }
}

/** Of those, only what is not there: what is may have changed since it was read. */
export const missingIn = (older: Older): Partial<StoredConversation> =>
  Object.fromEntries(Object.entries(defaultsOf(older)).filter(([field]) => !(field in older)))

/** The same conversation with nothing missing. */
export const whole = (stored: Older): StoredConversation =>
  ({ ...(stored.listed === undefined && defaultsOf(stored)), ...stored }) as StoredConversation

/** What lists are filtered by; what only a page claimed to show counts for its flag alone. */
const marksOf = ({ kind, snapshot }: Pick<Older, 'kind' | 'snapshot'>): string[] => [
  ...(kind === undefined ? [] : [mark('kind', kind)]),
  ...(snapshot ? [mark('channel', snapshot.channel), mark('pace', snapshot.pace)] : []),
  ...(snapshot?.appVersion === undefined ? [] : [mark('app', snapshot.appVersion)]),
  ...(snapshot?.ties ?? []).flatMap(({ flag, variant, claimed }) => [
    mark('flag', flag),
    ...(claimed ? [] : [mark('variant', `${flag}=${variant}`)]),
  ]),
]

export const mark = (name: 'kind' | 'channel' | 'pace' | 'app' | 'flag' | 'variant', value: string): string =>
  `${name}:${value}`
