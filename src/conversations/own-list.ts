import type { OwnConversation } from './conversation.ts'
import { type Known, messagesFor, ownOf, type Primaries, unreadIn } from './present.ts'

/** A conversation of which the newest `messages` have been read, and `hidden` ones before them have not. */
export type HalfRead = Known & { hidden: number }

/** How much a list carries beyond the last message of each conversation, in characters. */
export const mostInList = 60_000

/** A message counts as so many characters more. */
const aMessage = 200

/** Whether the messages that have not been read matter for what is counted: some are unread, or may be the only replies. */
export const hidesWhatCounts = ({ messages, readBySubject, hidden }: HalfRead): boolean =>
  hidden > 0 && (readBySubject < (messages[0]?.sequence ?? 0) || messages.every(({ from }) => from === 'subject'))

/**
 * A conversation with as many of its newest messages as fit into `left` characters; `left`: what is over then, and
 * `hasRoom`: some that have not been read would fit as well.
 */
export function shortened(
  one: HalfRead,
  primaries: Primaries,
  left: number,
): { own: OwnConversation; left: number; hasRoom: boolean } {
  const messages = messagesFor(one, primaries)
  // What is older than the ones that have not been read stays with them, so that nothing is missing in between.
  const since = one.hidden > 0 ? (one.messages[0]?.sequence ?? 0) : 0
  const first = messages.filter(({ sequence }) => sequence < since).length
  let [from, over] = [Math.max(first, messages.length - 1), left]
  for (; from > first; from--) {
    const size = (messages[from - 1]?.text.length ?? 0) + aMessage
    if (size > over) break
    over -= size
  }
  const before = one.hidden + from
  const unread = unreadIn({ ...one, messages: messages.slice(0, from) })
  const own = ownOf(one, primaries, messages.slice(from), before > 0 ? { messages: before, unread } : undefined)
  return { own, left: over, hasRoom: one.hidden > 0 && from === first && over > aMessage }
}
