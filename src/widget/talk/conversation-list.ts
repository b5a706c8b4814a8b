import type { OwnConversation } from '../../conversations/conversation.ts'
import { element } from '../dom.ts'
import { unreadOf } from '../own-conversations.ts'
import { talkTexts, written } from '../texts/en.ts'

/** The subject's conversations, before them what waits to be sent (`waiting`, texts); nothing while there are none. */
export function conversationList(
  conversations: readonly OwnConversation[],
  waiting: readonly string[],
  onOpen: (id: string) => void,
): HTMLElement | null {
  if (conversations.length + waiting.length === 0) return null
  return element(
    'section',
    { class: 'part' },
    element('h2', {}, talkTexts.mine),
    element(
      'ul',
      { class: 'list' },
      ...waiting.map(waitingEntry),
      ...conversations.map((one) => element('li', {}, entry(one, onOpen))),
    ),
  )
}

const waitingEntry = (text: string) =>
  element(
    'li',
    { class: 'item waiting' },
    element('span', { class: 'excerpt', dir: 'auto' }, text),
    element('span', { class: 'quiet' }, talkTexts.waiting),
  )

function entry(conversation: OwnConversation, onOpen: (id: string) => void): HTMLElement {
  const { id, kind, messages } = conversation
  const last = messages.at(-1)
  const unread = unreadOf(conversation)
  const about = [talkTexts.kinds[kind], last && whoWrote(last), last && moment(last.at)].filter(Boolean)
  return element(
    'button',
    { class: 'item', type: 'button', 'data-conversation': id, onclick: () => onOpen(id) },
    element('span', { class: 'excerpt', dir: 'auto' }, last?.text ?? ''),
    element('span', { class: 'quiet' }, about.join(' · ')),
    unread > 0 ? element('span', { class: 'new' }, talkTexts.newReplies(unread)) : null,
  )
}

export const whoWrote = ({ from, author }: OwnConversation['messages'][number]) =>
  from === 'subject' ? talkTexts.you : (author ?? talkTexts.team)

const dayAndTime = new Intl.DateTimeFormat(written.dates, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** An instant in milliseconds, in the time zone of the device. */
export const moment = (at: number) => dayAndTime.format(at)
