import type { Picture } from '../../conversations/attachment.ts'
import type { OwnConversation } from '../../conversations/conversation.ts'
import { arrowBack, element } from '../dom.ts'
import type { Draft } from '../drafts.ts'
import { sendForm } from '../send-form.ts'
import { talkTexts } from '../texts/en.ts'
import { moment, whoWrote } from './conversation-list.ts'
import type { TalkHost } from './part.ts'
import { pictureField } from './pictures.ts'

/** One conversation, with a field to write again; `show` draws what it has become and leaves the field alone. */
export function thread(
  conversation: OwnConversation,
  acts: {
    back: () => void
    write: (text: string, pictures: readonly Picture[], onDelay: () => void) => Promise<unknown>
    draft: Draft
    host: TalkHost
    picturesOf: (pictures?: readonly Picture[]) => HTMLElement[]
  },
): { view: HTMLElement; show: (conversation: OwnConversation) => void; heading: HTMLElement } {
  const messages = element('ol', { class: 'messages' })
  const text = element('textarea', { dir: 'auto', maxlength: 4000, rows: 2 })
  const heading = element('h2', { tabindex: -1 }, talkTexts.kinds[conversation.kind])
  const back = element('button', { class: 'plain', type: 'button', onclick: acts.back }, arrowBack(), talkTexts.back)

  const pictures = pictureField(acts.host)
  const form = sendForm({
    explain: acts.host.explain,
    draft: acts.draft,
    field: text,
    locked: text,
    children: [element('label', { class: 'field' }, element('span', {}, talkTexts.reply), text), pictures.field],
    missing: () => (text.value.trim() ? undefined : talkTexts.writeSomething),
    send: async (onDelay) => {
      await pictures.send()
      await acts.write(text.value, pictures.picked(), onDelay)
      text.value = ''
      pictures.clear()
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
          ...acts.picturesOf(message.attachments),
        ),
      ),
    )
  }
  pictures.listen(form)
  show(conversation)

  const view = element('section', { class: 'part thread' }, element('div', {}, back), heading, messages, form)
  return { view, show, heading }
}
