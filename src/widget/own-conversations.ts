import type { ConversationState, Message, OwnConversation } from '../conversations/conversation.ts'

/** How many of the team's messages the subject has not read yet. */
export function unreadOf({ messages, readBySubject, earlier }: OwnConversation): number {
  const unread = messages.filter(({ from, sequence }) => from === 'team' && sequence > readBySubject).length
  // Whoever has read one of these has read all that came before them.
  return readBySubject < (messages[0]?.sequence ?? 0) ? unread + (earlier?.unread ?? 0) : unread
}

const lastSequence = ({ messages }: OwnConversation) => Math.max(0, ...messages.map(({ sequence }) => sequence))

/** The subject's conversations as far as this page knows them; the one that moved last comes first. */
export function ownConversations() {
  let known = new Map<string, OwnConversation>()

  return {
    all: () => [...known.values()].sort((a, b) => lastSequence(b) - lastSequence(a)),
    get: (id: string) => known.get(id),
    unread: () => [...known.values()].reduce((sum, one) => sum + unreadOf(one), 0),

    replace(conversations: readonly OwnConversation[]): void {
      known = new Map(conversations.map((one) => [one.id, withKnown(one, known.get(one.id))]))
    },

    /** Takes one with all of its messages in the place of what was known of it. */
    complete(conversation: OwnConversation): void {
      const before = known.get(conversation.id)
      // What was said or read while it was asked for is not in it.
      const newer = before?.messages.filter(({ sequence }) => sequence > lastSequence(conversation)) ?? []
      const readBySubject = Math.max(conversation.readBySubject, before?.readBySubject ?? 0)
      known.set(conversation.id, {
        ...{ ...conversation, readBySubject },
        messages: [...conversation.messages, ...newer],
      })
    },

    start(conversation: OwnConversation): void {
      if (!known.has(conversation.id)) known.set(conversation.id, conversation)
    },

    /** Whether it was new here; undefined when the conversation is not known to this page. `state`: with the message. */
    add(id: string, message: Message, state: ConversationState): boolean | undefined {
      const conversation = known.get(id)
      if (!conversation) return undefined
      if (conversation.messages.some((one) => one.id === message.id)) return false
      const messages = [...conversation.messages, message].sort((a, b) => a.sequence - b.sequence)
      known.set(id, { ...conversation, messages, state })
      return true
    },

    /** Takes along what has become of a conversation; of one that is not known here nothing. */
    change(id: string, to: (before: OwnConversation) => OwnConversation): void {
      const before = known.get(id)
      if (before) known.set(id, to(before))
    },

    /** Marks all of it as read; answers up to where, or undefined when nothing was unread. */
    read(id: string): number | undefined {
      const conversation = known.get(id)
      if (!conversation || unreadOf(conversation) === 0) return undefined
      const sequence = lastSequence(conversation)
      known.set(id, { ...conversation, readBySubject: sequence })
      return sequence
    },
  }
}

/** With the messages that are left out in it, where all of them are known already. */
function withKnown(one: OwnConversation, before: OwnConversation | undefined): OwnConversation {
  const { earlier, ...rest } = one
  const first = one.messages[0]?.sequence ?? 0
  const older = before?.messages.filter(({ sequence }) => sequence < first) ?? []
  return earlier?.messages === older.length ? { ...rest, messages: [...older, ...one.messages] } : one
}
