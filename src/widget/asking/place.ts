import { element } from '../dom.ts'
import type { Panel } from '../panel.ts'
import { written } from '../texts/en.ts'
import { keepsStill } from './keeps-still.ts'

/** Where a survey is shown. */
export type Place = { isInPage: boolean; clear: () => void }

/** How long (ms) a place in the page may take to be where filling it moves nothing that is in sight. */
const patience = 20_000

/** Shows a card in the host's element for it (`slot`), where there is one that can be filled now; else in the popover. */
export async function placeFor(
  card: HTMLElement,
  slot: string | undefined,
  panel: Pick<Panel, 'root' | 'slots' | 'offerCards' | 'clearCard'>,
  isWanted: () => boolean,
): Promise<Place | undefined> {
  const place = slot === undefined ? undefined : await inPage(card, slot, panel.root, isWanted)
  if (place || !isWanted()) return place
  panel.slots.question.replaceChildren(card)
  panel.offerCards()
  return { isInPage: false, clear: () => panel.clearCard('question') }
}

/** Waits until filling the host's element leaves what somebody reads where it is. */
async function inPage(
  card: HTMLElement,
  slot: string,
  widget: ShadowRoot,
  isWanted: () => boolean,
): Promise<Place | undefined> {
  const until = Date.now() + patience
  for (let isFirst = true; isWanted() && Date.now() < until; isFirst = false) {
    const host = document.querySelector(`[data-sluice-survey="${CSS.escape(slot)}"]`)
    if (!host?.checkVisibility()) return undefined
    const place = isFirst || isOutOfSight(host) ? filled(host, card, widget) : undefined
    if (place) return place
    await nextScroll(until)
  }
  return undefined
}

function isOutOfSight(host: Element): boolean {
  const { top, bottom } = host.getBoundingClientRect()
  return top >= innerHeight || bottom <= 0
}

/** Fills it, looks what that moves, and takes it back before anybody has seen it where that is what somebody reads. */
function filled(host: Element, card: HTMLElement, widget: ShadowRoot): Place | undefined {
  const made = document.createElement('sluice-survey')
  made.style.cssText = (widget.host as HTMLElement).style.cssText
  made.style.colorScheme = getComputedStyle(widget.host).colorScheme
  made.style.display = 'block'
  const root = made.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = widget.adoptedStyleSheets
  root.append(element('div', { class: 'sluice in-page', lang: written.language, dir: written.direction }, card))
  const before = host.getBoundingClientRect()
  const pageEnd = document.documentElement.getBoundingClientRect().bottom
  host.append(made)
  const isStill = keepsStill({
    ...{ before, after: host.getBoundingClientRect(), window: innerHeight, pageEnd },
    isAnchored: CSS.supports('overflow-anchor', 'auto'),
  })
  if (!isStill) {
    made.remove()
    return undefined
  }
  // What is typed here must not set off the host's own shortcuts.
  for (const name of ['keydown', 'keypress', 'keyup']) root.addEventListener(name, (event) => event.stopPropagation())
  return { isInPage: true, clear: () => made.remove() }
}

const nextScroll = (until: number) =>
  new Promise<void>((done) => {
    const stop = new AbortController()
    const timer = setTimeout(over, until - Date.now())
    function over(): void {
      stop.abort()
      clearTimeout(timer)
      done()
    }
    for (const name of ['scroll', 'resize'])
      window.addEventListener(name, over, { signal: stop.signal, capture: true, passive: true })
  })
