import { momentText } from '../base/day-words.ts'
import { capitalised, numeralText } from '../base/wording.ts'
import { picturesOf } from '../conversations/attachment.ts'
import type { OwnConversation } from '../conversations/conversation.ts'
import type { LoopQuestion } from '../conversations/loop.ts'

const kindWords = { problem: 'A problem', idea: 'An idea', praise: 'Praise', question: 'A question' } as const

const stateWords = { open: 'with the team', waiting: 'answered', closed: 'closed' } as const

const questionWords = {
  problem: 'Did this fix your problem?',
  idea: 'Is this what you had in mind?',
  praise: 'Is this what you had hoped for?',
  question: 'Does this answer your question?',
} as const

type Talks = {
  /** Each with its newest messages; `answered`: how many of them the team has replied to. */
  conversations: readonly OwnConversation[]
  answered: number
  /** Of which changes they are asked whether they settle it. */
  questions: readonly LoopQuestion[]
  /** The conversation in which they are about to say more. */
  more?: unknown
}

/** A subject's talks with the team, for their own page; instants in their time zone. */
export function answersView({ conversations, answered, questions, more }: Talks, timeZone: string, now: number) {
  const askedIn = (id: string) => questions.find(({ conversation }) => conversation === id)
  const [asked, others] = [
    conversations.filter(({ id }) => askedIn(id)),
    conversations.filter(({ id }) => !askedIn(id)),
  ]
  return {
    headline:
      asked.length > 0 ? 'Something that you wrote of has arrived for you.' : headline(conversations.length, answered),
    conversations: [...asked, ...others].map(({ id, kind, at, messages, state, outcome, earlier }) => ({
      id,
      kind: kindWords[kind],
      state: outcome === 'fixed' && state === 'closed' ? 'settled' : stateWords[state],
      asked: askedIn(id) && { title: askedIn(id)?.title, question: questionWords[kind] },
      saysMore: more === id,
      isClosed: state === 'closed',
      at,
      when: momentText(at, timeZone, now),
      earlier: earlier && earlierText(earlier.messages),
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

const earlierText = (count: number) => `Show ${numeralText(count)} earlier message${count === 1 ? '' : 's'}`

function headline(all: number, answered: number): string {
  if (all === 0) return 'You have not written to the team yet.'
  if (all === 1) return answered ? 'The team has answered you.' : 'What you wrote waits for an answer.'
  if (answered === all) return 'The team has answered everything that you wrote.'
  if (answered === 0) return `${capitalised(numeralText(all))} things that you wrote wait for an answer.`
  return `The team has answered ${numeralText(answered)} of the ${numeralText(all)} things that you wrote.`
}
