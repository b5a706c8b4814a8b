import { Problem } from '../base/problem.ts'
import { idConflict, type Receipt, receiptOf } from '../base/receipt.ts'
import type { Message } from './conversation.ts'
import type { StoredConversation } from './stored-conversation.ts'
import type { Act } from './thread.ts'

/** A message before it is stored; pictures by their ids. */
export type Said = Pick<Message, 'id' | 'from' | 'text' | 'author'> & { attachments: readonly string[] }

/** What was looked up; refused where there is nothing. */
export function existing(found: StoredConversation | null): StoredConversation {
  if (!found) throw new Problem('missing', 'There is no such conversation')
  return found
}

/** A conversation of this subject; somebody else's is as if it did not exist. */
export const ownedBy = (subject: string, found: StoredConversation | null): StoredConversation =>
  existing(found?.subject === subject ? found : null)

/** The receipt of a message that is there already; refuses its id for anything else. */
export function receiptOfMessage({ messages }: Pick<StoredConversation, 'messages'>, said: Said): Receipt | undefined {
  const there = messages.find(({ id }) => id === said.id)
  if (!there) return undefined
  const pictures = (there.attachments ?? []).map(({ id }) => id)
  if (there.from !== said.from || there.text !== said.text || pictures.join() !== said.attachments.join())
    throw idConflict()
  return receiptOf(there)
}

/** How a message stands in the thread as an act too: that a talk ends or begins again does, that it goes on does not. */
export function turnOf(
  before: StoredConversation['state'],
  after: StoredConversation['state'],
  { author, at, sequence }: Pick<Message, 'author' | 'at' | 'sequence'>,
): Act | undefined {
  if (before === after || (before !== 'closed' && after !== 'closed')) return undefined
  return { did: 'state', state: after, ...(author !== undefined && { by: author }), at, sequence }
}

/** What is done with a duplicate is done with the conversation that it was merged into. */
export function refuseMerged({ mergedInto }: Pick<StoredConversation, 'mergedInto'>): void {
  if (mergedInto !== undefined)
    throw new Problem('conflict', `This is a duplicate of ${mergedInto}. Act there, or take it out first.`)
}
