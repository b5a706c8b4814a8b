import { momentText } from '../base/day-words.ts'
import { capitalised, numeralText } from '../base/wording.ts'
import { picturesOf } from '../conversations/attachment.ts'
import type { OwnConversation } from '../conversations/conversation.ts'

const kindWords = { problem: 'A problem', idea: 'An idea', praise: 'Praise', question: 'A question' } as const

const stateWords = { open: 'with the team', waiting: 'answered', closed: 'closed' } as const

/** A subject's talks with the team, for their own page; instants in their time zone. */
export function answersView(conversations: readonly OwnConversation[], timeZone: string, now: number) {
  return {
    headline: headline(conversations),
    conversations: conversations.map(({ kind, at, messages, state, outcome }) => ({
      kind: kindWords[kind],
      state: outcome === 'fixed' ? 'fixed' : stateWords[state],
      at,
      when: momentText(at, timeZone, now),
      messages: messages.map((message) => ({
        text: message.text,
        pictures: picturesOf(message.attachments),
        isOurs: message.from === 'team',
        who: message.from === 'team' ? (message.author ?? 'The team') : 'You',
        at: message.at,
        when: momentText(message.at, timeZone, now),
      })),
    })),
  }
}

function headline(conversations: readonly OwnConversation[]): string {
  const all = conversations.length
  if (all === 0) return 'You have not written to the team yet.'
  const answered = conversations.filter(({ messages }) => messages.some(({ from }) => from === 'team')).length
  if (all === 1) return answered ? 'The team has answered you.' : 'What you wrote waits for an answer.'
  if (answered === all) return 'The team has answered everything that you wrote.'
  if (answered === 0) return `${capitalised(numeralText(all))} things that you wrote wait for an answer.`
  return `The team has answered ${numeralText(answered)} of the ${numeralText(all)} things that you wrote.`
}
