import type { WireNotice } from '../pacing/notice.ts'
import type { ChoicesReply } from '../portal/choices-shape.ts'
import type { ChoicesHost, ChoicesPart, ChoicesView } from './choices/part.ts'
import type { Connection } from './connection.ts'
import type { LeavingHost, LeavingPart, LeavingView } from './leaving/part.ts'
import { knownAfter, type News, newsIn } from './news.ts'
import type { Panel } from './panel.ts'
import { fillPage } from './part-page.ts'
import type { toldMemory } from './told-memory.ts'

/** A closed panel asks a moment after a push, each at another one, so that a publication is no rush. */
const longestWait = 2000

type Parts = {
  panel: Panel
  connection: Pick<Connection, 'request' | 'on'>
  memory: ReturnType<typeof toldMemory>
  loadPart: () => Promise<ChoicesPart>
  loadLeaving: () => Promise<LeavingPart>
  host: Pick<ChoicesHost, 'explain' | 'fillBudget' | 'openPage' | 'talkAbout' | 'isHeldBack' | 'showNow'>
  tellWhyLeft: LeavingHost['tell']
  /** The subject is about to change something of theirs, and has. */
  acting: () => void
  acted: () => Promise<void>
  after: (ms: number, act: () => void) => void
  /** How many things on the card have just arrived or wait for a yes. */
  onChange: (news: number) => void
}

/** Keeps what the subject chose, has and gets up to date here, and tells them once of what is new. */
export function following(parts: Parts) {
  const { panel, connection, memory, loadPart, loadLeaving, host, tellWhyLeft, acting, acted, after, onChange } = parts
  let latest: ChoicesReply | undefined
  let view: ChoicesView | undefined
  let leaving: LeavingView | undefined
  let notices: WireNotice[] = []
  let since = Number.POSITIVE_INFINITY
  let isAsking = false
  let isCardSeen = true
  /** What other devices have told is known before anything is told here. */
  let syncing = Promise.resolve()

  const fullHost: ChoicesHost = {
    ...host,
    ...{ root: panel.root, pages: panel.pages, slot: panel.slots.news, announce: panel.announce },
    look: connection.request,
    async act(name, body) {
      acting()
      const reply: ChoicesReply = await connection.request(name, body)
      latest = reply
      // What one does oneself is no news.
      memory.set(knownAfter(reply, memory.get()))
      await acted()
      view?.show(reply)
      return reply
    },
    async askWhyLeft(place, left, focusBack, isStill) {
      // Nobody waits for a question: where it does not load, it is not asked.
      const part = await loadLeaving().catch(() => undefined)
      if (part) leaving ??= part({ root: panel.root, tell: tellWhyLeft })
      if (isStill()) leaving?.ask(place, left, focusBack)
    },
    onLeft: onChange,
    onEmpty() {
      panel.clearCard('news')
      onChange(0)
    },
    async onClosed(news, told) {
      notices = notices.filter((notice) => !told.includes(notice))
      // One whose mark is lost is told again at the next visit.
      await Promise.allSettled(told.map(({ id }) => connection.request('notice:seen', { id })))
      memory.close(news)
    },
  }

  const loadView = async () => {
    const part = await loadPart()
    view ??= part(fullHost)
    return view
  }

  async function refresh(): Promise<void> {
    const reply = await connection.request('choices:get', {})
    // An act that was done meanwhile has been answered with what is newer.
    if (latest && reply.at < latest.at) return
    latest = reply
    view?.show(reply)
    await tell()
  }

  const newsNow = (reply: ChoicesReply) => newsIn(reply, memory.get(), since)
  const isSomething = ({ arrived, waiting }: News) => arrived.length + waiting.length + notices.length > 0

  /** Told once the page is looked at; what would be seen by nobody is not told. */
  async function tell(): Promise<void> {
    await syncing
    if (!latest) return
    if (document.hidden) return document.addEventListener('visibilitychange', () => void tell(), { once: true })
    const view = isSomething(newsNow(latest)) ? await loadView() : undefined
    // Somebody else may have come meanwhile, or another device was faster.
    if (!latest) return
    const news = newsNow(latest)
    if (view && isSomething(news)) {
      view.tell(latest, news, notices)
      isCardSeen = panel.offerCards()
      if (!isCardSeen) return
    }
    memory.set(knownAfter(latest, memory.get()))
  }

  const open = (tab: 'news' | 'pace') =>
    fillPage(panel.pages[tab], async () => {
      const [{ show }] = await Promise.all([loadView(), refresh().catch(orLatest)])
      if (latest) show(latest)
    })

  const orLatest = (fault: unknown) => {
    if (!latest) throw fault
  }

  function refreshSoon(): void {
    if (panel.isShowing('news') || panel.isShowing('pace')) return void refresh().catch(() => {})
    if (isAsking) return
    isAsking = true
    after(Math.random() * longestWait, () => {
      isAsking = false
      refresh().catch(() => {})
    })
  }

  const unseen = () =>
    connection.request('notice:list', {}).then(
      (list) => list.notices,
      () => notices,
    )

  connection.on('news:told', async ({ known, closed }) => {
    memory.take(known)
    const gone = isCardSeen ? closed : known
    if (!gone || !view) return
    notices = await unseen()
    view.closedElsewhere(gone, notices)
  })

  connection.on('notice', (notice) => {
    if (notices.some(({ id }) => id === notice.id)) return
    notices = [...notices, notice]
    refreshSoon()
  })

  return {
    open,

    /** What is drawn is asked for anew; the card is asked for even while nothing is open. */
    changed: refreshSoon,

    /** From this instant (ms) on, what arrives is news to somebody of whom nothing is remembered. */
    begin(instant: number): void {
      since = Math.min(since, instant)
    },

    /** Looks for what has arrived since this subject was here last. */
    async resume(): Promise<void> {
      syncing = memory.sync()
      notices = await unseen()
      await refresh().catch(() => {})
    },

    /** The card is on the screen now, with the panel that was opened. */
    seen(): void {
      isCardSeen = true
      if (latest && panel.slots.news.hasChildNodes()) memory.set(knownAfter(latest, memory.get()))
    },

    /** Takes everything away; it was somebody else's. */
    clear(): void {
      latest = undefined
      notices = []
      since = Number.POSITIVE_INFINITY
      isCardSeen = true
      memory.forget()
      view?.clear()
      panel.clearCard('news')
      for (const page of [panel.pages.news, panel.pages.pace]) page.replaceChildren()
      onChange(0)
    },
  }
}
