import type { WireNotice } from '../../pacing/notice.ts'
import type { ChoicesReply } from '../../portal/choices-shape.ts'
import type { KnownNews } from '../../portal/known-news.ts'
import { cross, element } from '../dom.ts'
import { type News, newsOf } from '../news.ts'
import { choiceTexts } from '../texts/en.ts'
import type { Acts } from './acts.ts'
import { keepOld } from './keep-old.ts'
import { type Outcome, outcomeLine } from './outcome.ts'
import type { ChoicesHost } from './part.ts'
import { redraw } from './redraw.ts'
import { thingButton } from './thing.ts'

type Having = ChoicesReply['having'][number]
type Coming = ChoicesReply['coming'][number]

type Change = Having | Coming

const kept = <Value>(all: Map<string, Value>, isKept: (key: string, value: Value) => boolean) =>
  new Map([...all].filter(([key, value]) => isKept(key, value)))

/** The one card that tells what has arrived, what waits for a yes, and what happened without the person's doing. */
export function newsCard(host: ChoicesHost, acts: Acts) {
  const place = element('section', { class: 'part card', tabindex: -1, 'aria-labelledby': 'sluice-news' })
  let reply: ChoicesReply | undefined
  let arrived = new Map<string, Having>()
  let waiting = new Map<string, Coming>()
  let notices: WireNotice[] = []
  const done = new Map<string, Outcome>()
  /** What is being done now must stay until it is known what has come of it. */
  const doing = new Set<string>()
  let fault = ''

  /** What was done here stays to be seen, and undone. */
  const stays = (key: string) => done.has(key) || doing.has(key)
  const keyOf = ({ flag, revision }: { flag: string; revision: number }) => `${flag}:${revision}`

  async function run(key: string, act: () => Promise<Outcome | undefined>): Promise<void> {
    if (doing.has(key)) return
    fault = ''
    doing.add(key)
    try {
      const outcome = await act()
      if (outcome) done.set(key, outcome)
      else done.delete(key)
    } catch (thrown) {
      fault = host.explain(thrown)
    }
    doing.delete(key)
    draw()
  }

  function close(): void {
    const [news, told] = [newsOf([...arrived.values()], [...waiting.values()]), notices]
    leave()
    host.onClosed(news, told)
  }

  function leave(): void {
    forget()
    host.onEmpty()
  }

  const stillWaiting = () => [...waiting.keys()].filter((key) => !done.has(`?${key}`)).length

  function forget(): void {
    arrived.clear()
    waiting.clear()
    done.clear()
    notices = []
    fault = ''
  }

  const outcomeOf = (key: string) => {
    const outcome = done.get(key)
    if (!outcome) return undefined
    const undoing = (undo: () => Promise<unknown>) => void run(key, () => undo().then(() => undefined))
    return element('div', { role: 'status' }, ...outcomeLine(host, outcome, undoing))
  }

  function arrivedItem(now: ChoicesReply, change: Having, isOnly: boolean): HTMLElement {
    const { title, sentence, why, keepable } = change
    const key = keyOf(change)
    const ask = () => host.talkAbout(title)
    const actions = element(
      'div',
      { class: 'acts' },
      thingButton(choiceTexts.howIsIt, change, ask),
      keepable
        ? keepOld(change, Date.parse(now.at), now, (date) => run(key, () => acts.keepOld(change, date, now.policy)))
        : null,
    )
    return element(
      'li',
      { class: 'thing' },
      isOnly ? null : element('h3', { dir: 'auto' }, title),
      element('p', { class: 'quiet', dir: 'auto' }, [sentence, why].filter(Boolean).join(' ')),
      outcomeOf(key) ?? actions,
    )
  }

  function waitingItem(change: Coming): HTMLElement {
    const { title, sentence } = change
    const key = `?${keyOf(change)}`
    const yes = thingButton(choiceTexts.yes, change, () => run(key, () => acts.getNow(change)))
    return element(
      'li',
      { class: 'thing' },
      element('h3', { dir: 'auto' }, title),
      sentence ? element('p', { class: 'quiet', dir: 'auto' }, sentence) : null,
      outcomeOf(key) ?? element('div', { class: 'acts' }, yes),
    )
  }

  function headings(): string[] {
    const [first] = arrived.values()
    const asking = stillWaiting()
    return [
      ...(notices.length ? [choiceTexts.whatHappened] : []),
      ...(first
        ? [arrived.size === 1 ? choiceTexts.arrivedForYou(first.title) : choiceTexts.severalArrived(arrived.size)]
        : []),
      ...(waiting.size ? [asking ? choiceTexts.waitForYes(asking) : choiceTexts.saidYes] : []),
    ]
  }

  function draw(): void {
    const now = reply
    const lists = [
      notices.map(({ text }) => element('li', { class: 'thing' }, element('p', { dir: 'auto' }, text))),
      now ? [...arrived.values()].map((change) => arrivedItem(now, change, arrived.size === 1)) : [],
      [...waiting.values()].map(waitingItem),
    ].filter((items) => items.length > 0)
    if (lists.length === 0) return
    const words = headings()
    const parts = lists.flatMap((items, at) => {
      const heading = element('h2', { dir: 'auto', ...(at === 0 && { id: 'sluice-news' }) }, words[at] ?? '')
      const list = element('ul', { class: 'things' }, ...items)
      return [at === 0 ? element('div', { class: 'row' }, heading, closeButton()) : heading, list]
    })
    redraw(
      host.root,
      place,
      [...parts, ...(fault ? [element('p', { class: 'error', role: 'alert' }, fault)] : [])],
      place,
    )
    if (!place.isConnected) host.slot.replaceChildren(place)
    host.onLeft(arrived.size + stillWaiting() + notices.length)
  }

  function drawWhatIsLeft(): void {
    if (!place.isConnected) return
    if (arrived.size + waiting.size + notices.length === 0) leave()
    else draw()
  }

  const closeButton = () =>
    element(
      'button',
      { class: 'plain square', type: 'button', 'data-key': 'close', 'aria-label': choiceTexts.close, onclick: close },
      cross(),
    )

  return {
    /** Adds what is new. */
    tell(now: ChoicesReply, news: News, told: readonly WireNotice[]): void {
      const before = headings().join()
      reply = now
      for (const change of news.arrived) arrived.set(keyOf(change), change)
      if (news.waiting.length) waiting = new Map(news.waiting.map((change) => [keyOf(change), change]))
      notices = [...told]
      draw()
      const words = headings()
      if (words.length && words.join() !== before) host.announce(words.join('. '))
    },

    closedElsewhere(closed: KnownNews, left: readonly WireNotice[]): void {
      const isLeft =
        (revisions: KnownNews['had'], mark: string) =>
        (key: string, { flag, revision }: Change) =>
          revision > (revisions[flag] ?? 0) || stays(mark + key)
      arrived = kept(arrived, isLeft(closed.had, ''))
      waiting = kept(waiting, isLeft(closed.asked, '?'))
      notices = [...left]
      drawWhatIsLeft()
    },

    /** Takes along what has become of it elsewhere; what is no longer so, and was not done here, goes. */
    show(now: ChoicesReply): void {
      reply = now
      const [having, coming] = [new Set(now.having.map(keyOf)), new Set(now.coming.map(keyOf))]
      arrived = kept(arrived, (key) => having.has(key) || stays(key))
      waiting = kept(waiting, (key) => coming.has(key) || stays(`?${key}`))
      drawWhatIsLeft()
    },

    forget,
  }
}
