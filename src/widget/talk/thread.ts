import type { OwnConversation } from '../../conversations/conversation.ts'
import { arrowBack, element } from '../dom.ts'
import type { Draft } from '../drafts.ts'
import { sendForm } from '../send-form.ts'
import { talkTexts } from '../texts/en.ts'
import { moment, whoWrote } from './conversation-list.ts'

/** One conversation, with a field to write again; `show` draws what it has become and leaves the field alone. */
export function thread(
  conversation: OwnConversation,
  acts: {
    back: () => void
    write: (text: string, onDelay: () => void) => Promise<unknown>
    explain: (fault: unknown) => string
    draft: Draft
  },
): { view: HTMLElement; show: (conversation: OwnConversation) => void; heading: HTMLElement } {
  const messages = element('ol', { class: 'messages' })
  const text = element('textarea', { dir: 'auto', maxlength: 4000, rows: 2 })
  const heading = element('h2', { tabindex: -1 }, talkTexts.kinds[conversation.kind])
  const back = element('button', { class: 'plain', type: 'button', onclick: acts.back }, arrowBack(), talkTexts.back)

  const form = sendForm({
    explain: acts.explain,
    draft: acts.draft,
    field: text,
    locked: text,
    children: [element('label', { class: 'field' }, element('span', {}, talkTexts.reply), text)],
    missing: () => (text.value.trim() ? undefined : talkTexts.writeSomething),
    send: async (onDelay) => {
      await acts.write(text.value, onDelay)
      text.value = ''
    },
  })

  function show(current: OwnConversation): void {
    messages.replaceChildren(
      ...current.messages.map((message) =>
        element(
          'li',
          { class: message.from === 'subject' ? 'message own' : 'message' },
          element('span', { class: 'quiet' }, `${whoWrote(message)} · ${moment(message.at)}`),
          element('p', { dir: 'auto' }, message.text),
        ),
      ),
    )
  }
  show(conversation)

  const view = element('section', { class: 'part thread' }, element('div', {}, back), heading, messages, form)
  return { view, show, heading }
}
