import type { ConversationState, Message, OwnConversation } from '../conversations/conversation.ts'

/** How many of the team's messages the subject has not read yet. */
export const unreadOf = ({ messages, readBySubject }: OwnConversation) =>
  messages.filter(({ from, sequence }) => from === 'team' && sequence > readBySubject).length

const lastSequence = ({ messages }: OwnConversation) => Math.max(0, ...messages.map(({ sequence }) => sequence))

/** The subject's conversations as far as this page knows them; the one that moved last comes first. */
export function ownConversations() {
  let known = new Map<string, OwnConversation>()

  return {
    all: () => [...known.values()].sort((a, b) => lastSequence(b) - lastSequence(a)),
    get: (id: string) => known.get(id),
    unread: () => [...known.values()].reduce((sum, one) => sum + unreadOf(one), 0),

    replace(conversations: readonly OwnConversation[]): void {
      known = new Map(conversations.map((one) => [one.id, one]))
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
