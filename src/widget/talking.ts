import type { Connection } from './connection.ts'
import type { Letter } from './letter.ts'
import type { OtherTabs } from './other-tabs.ts'
import { ownConversations } from './own-conversations.ts'
import type { Panel } from './panel.ts'
import { fillPage } from './part-page.ts'
import type { TalkHost, TalkPart, TalkView } from './talk/part.ts'
import { texts } from './texts/en.ts'

/** The subject's conversations with the team, kept up to date; they are drawn once "Talk to us" is looked at. */
export function talking({
  panel,
  connection,
  loadPart,
  host,
  tabs,
  onMessage,
  onChange,
}: {
  panel: Panel
  connection: Pick<Connection, 'request' | 'on'>
  loadPart: () => Promise<TalkPart>
  host: Pick<TalkHost, 'post' | 'newId' | 'draft' | 'explain' | 'server' | 'loadScreenshot' | 'lines' | 'context'>
  tabs: OtherTabs
  onMessage: (message: { conversation: string; text: string; author?: string }) => void
  onChange: (unread: number) => void
}) {
  const conversations = ownConversations()
  let view: TalkView | undefined
  let waiting: readonly Letter[] = []

  function draw(): void {
    view?.draw()
    onChange(conversations.unread())
  }

  function markRead(conversation: string): void {
    const sequence = conversations.read(conversation)
    // When it is lost, the list that is asked for at the next connection says so.
    if (sequence !== undefined) {
      connection.request('conversation:read', { conversation, sequence }).catch(() => {})
      tabs.tell('read', { conversation })
    }
    onChange(conversations.unread())
  }

  const open = (then: (view: TalkView) => void) =>
    fillPage(panel.pages.talk, async () => {
      const part = await loadPart()
      view ??= part({
        ...host,
        ...{ root: panel.root, page: panel.pages.talk, isShowing: () => panel.isShowing('talk') },
        ...{ conversations: { ...conversations, markRead }, waiting: () => waiting },
      })
      then(view)
    })

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
    if (message.from !== 'team') return
    const { text, author } = message
    onMessage({ conversation, text, ...(author !== undefined && { author }) })
    panel.announce(`${texts.replyFrom(message.author ?? texts.team)}: ${message.text}`)
  })

  tabs.on('read', ({ conversation }) => {
    if (conversations.read(conversation) !== undefined) draw()
  })

  return {
    load,

    /** What is not stored yet. */
    waits(letters: readonly Letter[]): void {
      waiting = letters
      draw()
    },

    /** The page is on the screen now. */
    open: () => void open(({ draw }) => draw()),

    /** Begins a message about something, after what is written already. */
    about(title: string): void {
      panel.enter('talk')
      void open(({ about }) => about(title))
    },

    /** Takes everything away; it was somebody else's. */
    clear(): void {
      conversations.replace([])
      view?.clear()
      onChange(0)
    },
  }
}
