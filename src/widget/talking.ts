import type { Connection } from './connection.ts'
import type { Letter } from './letter.ts'
import type { OtherTabs } from './other-tabs.ts'
import { ownConversations } from './own-conversations.ts'
import type { Panel } from './panel.ts'
import { fillPage } from './part-page.ts'
import type { Settling } from './settling.ts'
import type { TalkHost, TalkPart, TalkView } from './talk/part.ts'
import { texts } from './texts/en.ts'

/** So often (ms) it is said that somebody is still writing. */
const typingPause = 2000

type Parts = {
  panel: Panel
  connection: Pick<Connection, 'request' | 'on'>
  loadPart: () => Promise<TalkPart>
  settling: Settling
  host: Pick<
    TalkHost,
    'post' | 'newId' | 'draft' | 'explain' | 'server' | 'loadScreenshot' | 'lines' | 'context' | 'after'
  >
  tabs: OtherTabs
  onMessage: (message: { conversation: string; text: string; author?: string }) => void
  /** `unread`: replies; `asks`: whether this person is asked if something has settled what they wrote. */
  onChange: (pending: { unread: number; asks: boolean }) => void
}

/** The subject's conversations with the team, kept up to date; they are drawn once "Talk to us" is looked at. */
export function talking({ panel, connection, loadPart, settling, host, tabs, onMessage, onChange }: Parts) {
  const { request } = connection
  const conversations = ownConversations()
  const team = { isPresent: false, hasMail: false }
  let view: TalkView | undefined
  let waiting: readonly Letter[] = []
  let isLoaded = false
  let typedAt = 0
  let asked: object | undefined

  function draw(): void {
    view?.draw()
    tell()
  }

  const tell = () => onChange({ unread: conversations.unread(), asks: settling.due().length > 0 })

  function markRead(conversation: string): void {
    const sequence = conversations.read(conversation)
    // When it is lost, the list that is asked for at the next connection says so.
    if (sequence !== undefined) {
      request('conversation:read', { conversation, sequence }).catch(() => {})
      tabs.tell('read', { conversation })
    }
    tell()
  }

  /** Asks for what the list has left out of a conversation that is looked at. */
  async function complete(id: string): Promise<void> {
    const one = conversations.get(id)
    if (!one?.earlier || one === asked) return
    asked = one
    const all = await request('conversation:thread', { conversation: id }).catch(() => undefined)
    if (!all || !conversations.get(id)) return
    conversations.complete(all)
    draw()
  }

  function typing(conversation: string): void {
    const now = Date.now()
    if (now >= typedAt && now < typedAt + typingPause) return
    typedAt = now
    request('conversation:typing', { conversation }).catch(() => {})
  }

  async function loadView(): Promise<TalkView> {
    const part = await loadPart()
    view ??= part({
      ...host,
      ...{ root: panel.root, page: panel.pages.talk, isShowing: () => panel.isShowing('talk') },
      ...{ conversations: { ...conversations, markRead, complete }, waiting: () => waiting, team, typing, settling },
      ...{ slot: panel.slots.loop, announce: panel.announce, enter: () => panel.enter('talk') },
      onCardGone: () => panel.clearCard('loop'),
      setEmail: (conversation, email) => request('conversation:email', { conversation, email }),
      load,
    })
    return view
  }

  const open = (then: (view: TalkView) => void) =>
    fillPage(panel.pages.talk, async () => {
      if (!isLoaded) void load()
      then(await loadView())
    })

  async function load(): Promise<void> {
    const [known, loop] = await Promise.allSettled([request('conversation:list', {}), request('loop:list', {})])
    if (known.status === 'fulfilled') {
      isLoaded = true
      Object.assign(team, { isPresent: known.value.present, hasMail: known.value.mail })
      conversations.replace(known.value.conversations)
    }
    if (loop.status === 'fulfilled') settling.replace(loop.value.questions)
    draw()
    await ask()
  }

  /** Shows what is asked, once somebody looks. */
  async function ask(): Promise<void> {
    if (settling.due().length === 0) return
    if (document.hidden) return document.addEventListener('visibilitychange', () => void ask(), { once: true })
    const { drawCard } = await loadView()
    if (drawCard()) panel.offerCards()
  }

  connection.on('conversation:message', async ({ conversation, message, state }) => {
    const isNew = conversations.add(conversation, message, state)
    if (isNew === undefined) await load()
    if (isNew === false) return
    draw()
    if (message.from !== 'team') return
    const { text, author } = message
    onMessage({ conversation, text, ...(author !== undefined && { author }) })
    panel.announce(`${texts.replyFrom(message.author ?? texts.team)}: ${message.text}`)
  })

  connection.on('conversation:state', ({ conversation, state }) => {
    conversations.change(conversation, (one) => ({ ...one, state }))
    // What was asked about it may be answered on another device.
    if (settling.of(conversation)) void load()
    else draw()
  })

  connection.on('conversation:read', ({ conversation, readByTeam }) => {
    conversations.change(conversation, (one) => ({ ...one, readByTeam: Math.max(one.readByTeam, readByTeam) }))
    draw()
  })

  connection.on('conversation:typing', ({ conversation }) => view?.teamTypes(conversation))

  connection.on('team:present', ({ present }) => {
    team.isPresent = present
    draw()
  })

  connection.on('conversation:asked-fixed', async (question) => {
    settling.add(question)
    if (!conversations.get(question.conversation)) await load()
    draw()
    await ask()
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

    /** What another tab or an earlier page wrote was sent from here, and the server does not tell it to its sender. */
    sentForOther(name: Letter['name']): void {
      if (isLoaded && (name === 'feedback:send' || name === 'conversation:write')) void load()
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
      isLoaded = false
      conversations.replace([])
      settling.forget()
      view?.clear()
      panel.clearCard('loop')
      tell()
    },
  }
}
