import type { Receipt } from '../base/receipt.ts'
import type { FeedbackDraft, OwnConversation } from '../conversations/conversation.ts'
import type { Connection } from './connection.ts'
import { element } from './dom.ts'
import { ownConversations } from './own-conversations.ts'
import type { Panel } from './panel.ts'
import { conversationList, talkForm, whoWrote } from './talk.ts'
import { texts } from './texts.ts'
import { thread } from './thread.ts'

type Post = (
  ...message:
    | ['feedback:send', FeedbackDraft, () => void]
    | ['conversation:write', { id: string; conversation: string; text: string }, () => void]
) => Promise<Receipt>

/** The subject's conversations with the team, under "Talk to us". */
export function talking({
  panel,
  connection,
  post,
  newId,
  onChange,
}: {
  panel: Panel
  connection: Pick<Connection, 'request' | 'on'>
  post: Post
  newId: () => string
  onChange: (unread: number) => void
}) {
  const conversations = ownConversations()
  const listPlace = element('div', { class: 'list-place' })
  const form = talkForm(start)
  const home = element('div', {}, form.section, listPlace)
  let current: { id: string; show: (conversation: OwnConversation) => void } | undefined
  panel.pages.talk.replaceChildren(home)

  function draw(): void {
    const shown = current && conversations.get(current.id)
    if (shown && panel.isShowing('talk')) markRead(shown.id)
    if (shown) current?.show(shown)
    const focused = panel.root.activeElement?.getAttribute('data-conversation')
    const list = conversationList(conversations.all(), open)
    listPlace.replaceChildren(...(list ? [list] : []))
    if (focused) focusEntry(focused)
    onChange(conversations.unread())
  }

  const focusEntry = (id: string) =>
    listPlace.querySelector<HTMLElement>(`[data-conversation="${CSS.escape(id)}"]`)?.focus()

  function markRead(conversation: string): void {
    const sequence = conversations.read(conversation)
    // When it is lost, the list that is asked for at the next connection says so.
    if (sequence !== undefined) connection.request('conversation:read', { conversation, sequence }).catch(() => {})
  }

  function open(id: string): void {
    const conversation = conversations.get(id)
    if (!conversation) return
    const { view, show, heading } = thread(conversation, { back: () => back(id), write: (...say) => write(id, ...say) })
    current = { id, show }
    panel.pages.talk.replaceChildren(view)
    heading.focus()
    draw()
  }

  function back(id: string): void {
    current = undefined
    panel.pages.talk.replaceChildren(home)
    draw()
    focusEntry(id)
  }

  async function start(kind: FeedbackDraft['kind'], text: string, onDelay: () => void): Promise<void> {
    const id = newId()
    const receipt = await post('feedback:send', { id, kind, text }, onDelay)
    const first = ownMessage(text, receipt)
    conversations.start({ id, kind, at: first.at, messages: [first], readBySubject: 0 })
    draw()
  }

  async function write(conversation: string, text: string, onDelay: () => void): Promise<void> {
    const receipt = await post('conversation:write', { id: newId(), conversation, text }, onDelay)
    conversations.add(conversation, ownMessage(text, receipt))
    draw()
  }

  async function load(): Promise<void> {
    const known = await connection.request('conversation:list', {}).catch(() => undefined)
    if (!known) return
    conversations.replace(known.conversations)
    draw()
  }

  connection.on('conversation:message', async ({ conversation, message }) => {
    const isNew = conversations.add(conversation, message)
    if (isNew === undefined) await load()
    if (isNew === false) return
    draw()
    if (message.from === 'team') panel.announce(`${texts.replyFrom(whoWrote(message))}: ${message.text}`)
  })

  /** Takes everything away; it was somebody else's. */
  function clear(): void {
    conversations.replace([])
    current = undefined
    panel.pages.talk.replaceChildren(home)
    draw()
  }

  /** Begins a message about something, after what is written already. */
  function about(title: string): void {
    current = undefined
    panel.pages.talk.replaceChildren(home)
    panel.enter('talk')
    form.write(texts.about(title))
  }

  draw()
  return { load, draw, clear, about }
}

const ownMessage = (text: string, { id, storedAt, sequence }: Receipt): OwnConversation['messages'][number] => ({
  id,
  from: 'subject',
  text: text.trim(),
  at: Date.parse(storedAt),
  sequence,
})
