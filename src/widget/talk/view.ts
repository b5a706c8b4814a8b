import type { Receipt } from '../../base/receipt.ts'
import type { Picture } from '../../conversations/attachment.ts'
import type { FeedbackDraft, OwnConversation } from '../../conversations/conversation.ts'
import { element } from '../dom.ts'
import { formStyle } from '../form-style.ts'
import { adoptStyle } from '../style.ts'
import { talkTexts } from '../texts/en.ts'
import { conversationList } from './conversation-list.ts'
import type { TalkPart } from './part.ts'
import { pictureFiles } from './picture-files.ts'
import { settled } from './settled.ts'
import { talkForm } from './talk-form.ts'
import { talkStyle } from './talk-style.ts'
import { thread } from './thread.ts'
import { messagePictures } from './thumbnail.ts'

/** The subject's conversations with the team, in the widget's own page. */
export const talkView: TalkPart = (host) => {
  adoptStyle(host.root, formStyle)
  adoptStyle(host.root, talkStyle)
  const { page, root, conversations, post, newId } = host
  const listPlace = element('div', { class: 'list-place' })
  const form = talkForm(start, host)
  const picturesOf = messagePictures(pictureFiles(host.server))
  const home = element('div', {}, form.section, listPlace)
  const sending = new Set<string>()
  const card = settled(host, sayMore, draw)
  let current: (ReturnType<typeof thread> & { id: string }) | undefined
  page.replaceChildren(home)

  function draw(): void {
    if (current && host.isShowing()) {
      conversations.markRead(current.id)
      conversations.complete(current.id)
    }
    const shown = current && conversations.get(current.id)
    if (shown) current?.show(shown)
    form.show(host.team)
    card.drawCard()
    const focused = root.activeElement?.getAttribute('data-conversation')
    const isOpen = listPlace.querySelector('details')?.open ?? false
    const list = conversationList(conversations.all(), waitingTexts(), open, isOpen)
    listPlace.replaceChildren(...(list ? [list] : []))
    if (focused) focusEntry(focused)
  }

  /** What this page's own forms are sending stands in them still. */
  const waitingTexts = () =>
    host
      .waiting()
      .flatMap(({ name, body }) =>
        (name === 'feedback:send' || name === 'conversation:write') && !sending.has(body.id) ? body.text : [],
      )

  const focusEntry = (id: string) =>
    listPlace.querySelector<HTMLElement>(`[data-conversation="${CSS.escape(id)}"]`)?.focus()

  function open(id: string): void {
    const conversation = conversations.get(id)
    if (!conversation) return
    const opened = thread(conversation, {
      ...{ host, picturesOf },
      draft: host.draft(`thread:${id}`),
      back: () => back(id),
      write: (...say) => write(id, ...say),
      asked: () => card.in(id),
    })
    current = { id, ...opened }
    page.replaceChildren(opened.view)
    opened.heading.focus()
    draw()
  }

  function sayMore(id: string): void {
    host.enter()
    if (current?.id !== id) open(id)
    draw()
    current?.sayMore()
  }

  function goHome(): void {
    current = undefined
    page.replaceChildren(home)
  }

  function back(id: string): void {
    goHome()
    draw()
    focusEntry(id)
  }

  async function start(draft: FeedbackDraft, pictures: readonly Picture[], onDelay: () => void): Promise<void> {
    const { id, kind, text, mood, email } = draft
    const first = ownMessage(text, await sent(id, post('feedback:send', draft, onDelay)), pictures)
    conversations.start({
      ...{ id, kind, at: first.at, messages: [first], state: 'open', readBySubject: 0, readByTeam: 0 },
      ...(mood !== undefined && { mood }),
      ...(email !== undefined && { email }),
    })
    draw()
  }

  async function write(
    conversation: string,
    text: string,
    pictures: readonly Picture[],
    onDelay: () => void,
  ): Promise<void> {
    const id = newId()
    const attachments = pictures.map((one) => one.id)
    const draft = { id, conversation, text, ...(attachments.length > 0 && { attachments }) }
    const receipt = await sent(id, post('conversation:write', draft, onDelay))
    conversations.add(conversation, ownMessage(text, receipt, pictures), 'open')
    draw()
  }

  function sent(id: string, receipt: Promise<Receipt>): Promise<Receipt> {
    sending.add(id)
    return receipt.finally(() => sending.delete(id))
  }

  return {
    draw,
    drawCard: card.drawCard,
    teamTypes: (conversation) => current?.id === conversation && current.teamTypes(),

    clear() {
      form.clear()
      card.clear()
      goHome()
      draw()
    },

    about(title) {
      goHome()
      form.write(talkTexts.about(title))
    },
  }
}

const ownMessage = (
  text: string,
  { id, storedAt, sequence }: Receipt,
  pictures: readonly Picture[],
): OwnConversation['messages'][number] => ({
  id,
  from: 'subject',
  text: text.trim(),
  ...(pictures.length > 0 && { attachments: [...pictures] }),
  at: Date.parse(storedAt),
  sequence,
})
