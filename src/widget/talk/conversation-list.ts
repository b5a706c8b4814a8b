import type { OwnConversation } from '../../conversations/conversation.ts'
import { element } from '../dom.ts'
import { unreadOf } from '../own-conversations.ts'
import { talkTexts, written } from '../texts/en.ts'

const mostAtOnce = 6

/**
 * The subject's conversations, before them what waits to be sent (`waiting`, texts); nothing while there are none.
 * `isOpen`: the older ones are unfolded.
 */
export function conversationList(
  conversations: readonly OwnConversation[],
  waiting: readonly string[],
  onOpen: (id: string) => void,
  isOpen: boolean,
): HTMLElement | null {
  if (conversations.length + waiting.length === 0) return null
  const item = (one: OwnConversation) => element('li', {}, entry(one, onOpen))
  const [newest, older] = [conversations.slice(0, mostAtOnce), conversations.slice(mostAtOnce)]
  return element(
    'section',
    { class: 'part' },
    element('h2', {}, talkTexts.mine),
    element('ul', { class: 'list' }, ...waiting.map(waitingEntry), ...newest.map(item)),
    older.length > 0
      ? element(
          'details',
          { open: isOpen },
          element('summary', {}, talkTexts.older(older.length)),
          element('ul', { class: 'list' }, ...older.map(item)),
        )
      : null,
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
  const about = [talkTexts.kinds[kind], standing(conversation)].join(' · ')
  return element(
    'button',
    { class: 'item', type: 'button', 'data-conversation': id, onclick: () => onOpen(id) },
    element('span', { class: 'excerpt', dir: 'auto' }, last?.text ?? ''),
    element('span', { class: 'quiet' }, about, ...(last ? [' · ', ...whoAndWhen(last)] : [])),
    unread > 0 ? element('span', { class: 'new' }, talkTexts.newReplies(unread)) : null,
  )
}

/** How a conversation stands, in plain words. */
export function standing({ state, outcome }: OwnConversation): string {
  const { states } = talkTexts
  if (state === 'closed' && outcome === 'fixed') return states.fixed
  return state === 'open' && outcome === 'not-fixed' ? states.unsettled : states[state]
}

/** A name keeps its own direction and leaves that of the date beside it alone. */
export const whoAndWhen = ({ from, author, at }: OwnConversation['messages'][number]): (Node | string)[] => [
  element('bdi', {}, from === 'subject' ? talkTexts.you : (author ?? talkTexts.team)),
  ` · ${moment(at)}`,
]

const dayAndTime = new Intl.DateTimeFormat(written.dates, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** An instant in milliseconds, in the time zone of the device. */
const moment = (at: number) => dayAndTime.format(at)
