import type { FeedbackDraft, OwnConversation } from '../conversations/conversation.ts'
import { element } from './dom.ts'
import { unreadOf } from './own-conversations.ts'
import { sendForm } from './send-form.ts'
import { texts } from './texts.ts'

type Kind = FeedbackDraft['kind']

const kinds: readonly Kind[] = ['problem', 'idea', 'praise', 'question']

/** The form with which a subject starts a conversation; `send` resolves once it is stored. `write` adds to its text. */
export function talkForm(send: (kind: Kind, text: string, onDelay: () => void) => Promise<unknown>) {
  const text = element('textarea', { dir: 'auto', maxlength: 5000, rows: 3, placeholder: texts.placeholders.problem })
  const radios = kinds.map((kind) => element('input', { type: 'radio', name: 'kind', value: kind }))
  const chosen = () => kinds[radios.findIndex(({ checked }) => checked)] ?? 'problem'
  if (radios[0]) radios[0].checked = true

  const choice = element(
    'fieldset',
    {
      onchange: () => {
        text.placeholder = texts.placeholders[chosen()]
      },
    },
    element('legend', { class: 'unseen' }, texts.kindLegend),
    element(
      'div',
      { class: 'chips' },
      ...kinds.map((kind, at) =>
        element('label', { class: 'cell' }, radios[at], element('span', {}, texts.kinds[kind])),
      ),
    ),
  )
  const form = sendForm({
    field: text,
    locked: text,
    children: [choice, element('label', { class: 'field' }, element('span', { class: 'unseen' }, texts.message), text)],
    missing: () => (text.value.trim() ? undefined : texts.writeSomething),
    send: async (onDelay) => {
      await send(chosen(), text.value, onDelay)
      text.value = ''
    },
    done: texts.sent,
  })
  return {
    section: element('section', { class: 'part' }, element('h2', {}, texts.talk), form),
    write(words: string): void {
      if (!text.readOnly) text.value = text.value.trim() ? `${text.value.trimEnd()}\n\n${words}` : words
      text.focus()
    },
  }
}

/** The subject's conversations; nothing while there are none. */
export function conversationList(
  conversations: readonly OwnConversation[],
  onOpen: (id: string) => void,
): HTMLElement | null {
  if (conversations.length === 0) return null
  return element(
    'section',
    { class: 'part' },
    element('h2', {}, texts.mine),
    element('ul', { class: 'list' }, ...conversations.map((one) => element('li', {}, entry(one, onOpen)))),
  )
}

function entry(conversation: OwnConversation, onOpen: (id: string) => void): HTMLElement {
  const { id, kind, messages } = conversation
  const last = messages.at(-1)
  const unread = unreadOf(conversation)
  const about = [texts.kinds[kind], last && whoWrote(last), last && moment(last.at)].filter(Boolean)
  return element(
    'button',
    { class: 'item', type: 'button', 'data-conversation': id, onclick: () => onOpen(id) },
    element('span', { class: 'excerpt', dir: 'auto' }, last?.text ?? ''),
    element('span', { class: 'quiet' }, about.join(' · ')),
    unread > 0 ? element('span', { class: 'new' }, texts.newReplies(unread)) : null,
  )
}

export const whoWrote = ({ from, author }: OwnConversation['messages'][number]) =>
  from === 'subject' ? texts.you : (author ?? texts.team)

const dayAndTime = new Intl.DateTimeFormat(texts.dates, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** An instant in milliseconds, in the time zone of the device. */
export const moment = (at: number) => dayAndTime.format(at)
