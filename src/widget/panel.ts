import { cross, element, gate } from './dom.ts'
import { adoptStyle, panelStyle } from './style.ts'
import { type TabName, tabs } from './tabs.ts'
import { texts, written } from './texts/en.ts'
import { dress } from './theme/dress.ts'

/** How much of the host's focused element a card may lie over: a corner of a large one, never a small one. */
const mostHidden = 0.2

export type Panel = ReturnType<typeof panel>

/** The launcher and the non-modal dialog, in a shadow root of their own; hidden until `reveal`. */
export function panel({
  theme,
  firstTab,
  onShow,
  onOpen,
  onClose,
}: {
  theme: unknown
  firstTab: () => TabName
  onShow: (tab: TabName) => void
  onOpen: () => void
  onClose: () => void
}) {
  const host = document.createElement('sluice-widget')
  const root = host.attachShadow({ mode: 'open' })
  adoptStyle(root, panelStyle)
  dress(host, root, theme)

  // A live region is announced reliably only when it was there before its text.
  const live = element('p', { class: 'unseen', role: 'status' })
  const badge = element('span', { class: 'badge', 'aria-hidden': 'true', hidden: true })
  const open = gate()
  const close = cross()
  const launcher = element(
    'button',
    { class: 'launcher', type: 'button', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', hidden: true },
    open,
    badge,
  )
  const offline = element('p', { class: 'part quiet', role: 'status', hidden: true })
  const slots = {
    news: element('div', { class: 'slot' }),
    loop: element('div', { class: 'slot' }),
    question: element('div', { class: 'slot question' }),
  }
  const linkPlace = element('div', { class: 'slot part', hidden: true })
  const { list, pages, show: showTab, current } = tabs(enter)
  const dialog = element(
    'div',
    { class: 'dialog', role: 'dialog', tabindex: -1, 'aria-label': texts.launcher, hidden: true },
    // The host's direction decides at which side the widget stands, the language of its texts how they run.
    element(
      'div',
      { dir: written.direction },
      ...[
        offline,
        slots.news,
        slots.loop,
        slots.question,
        element('div', { class: 'slot main' }, ...Object.values(pages)),
      ],
      ...[linkPlace, list],
    ),
  )
  root.append(element('div', { class: 'sluice', lang: written.language }, live, launcher, dialog))

  let isInPage = false
  const isCompact = () => dialog.classList.contains('compact')
  const isOpen = () => !dialog.hidden && !isCompact()
  let wasOpened = false

  function show(state: 'closed' | 'compact' | 'full', tab = current()): void {
    const wasOpen = isOpen()
    dialog.hidden = state === 'closed'
    dialog.classList.toggle('compact', state === 'compact')
    if (tab !== current()) dialog.scrollTop = 0
    showTab(tab, state === 'full')
    launcher.setAttribute('aria-expanded', String(state !== 'closed'))
    launcher.replaceChildren(state === 'full' ? close : open, badge)
    if (state === 'closed') linkPlace.hidden = true
    if (state === 'full') {
      // A page may open it before there is a connection; the focus goes back to the launcher.
      launcher.hidden = false
      onShow(tab)
    }
    if (wasOpen !== isOpen()) isOpen() ? onOpen() : onClose()
  }

  /** Closes, and gives the focus back when it was inside. */
  function leave(): void {
    if (isInPage) return
    const hadFocus = root.activeElement !== null
    show('closed')
    if (hadFocus) launcher.focus()
  }

  /** Opens at a tab; one that is chosen inside keeps the focus where it is. */
  function enter(tab?: TabName): void {
    const isInside = !dialog.hidden && dialog.contains(root.activeElement)
    show('full', tab ?? (wasOpened ? current() : firstTab()))
    wasOpened = true
    if (!isInside) dialog.focus({ preventScroll: !isInPage })
  }

  function coversFocus(): boolean {
    const focused = document.activeElement
    if (!focused || focused === document.body || focused === host) return false
    return hiddenShare(focused.getBoundingClientRect(), dialog.getBoundingClientRect()) > mostHidden
  }

  function announce(text: string): void {
    live.textContent = ''
    requestAnimationFrame(() => {
      live.textContent = text
    })
  }

  launcher.addEventListener('click', () => (isOpen() ? leave() : enter()))
  root.addEventListener('keydown', (event) => {
    if (event instanceof KeyboardEvent && event.key === 'Escape' && !dialog.hidden) leave()
  })
  // From outside, what is typed here does not look like typing, and would set off the host's own shortcuts.
  for (const name of ['keydown', 'keypress', 'keyup']) root.addEventListener(name, (event) => event.stopPropagation())
  document.addEventListener('focusin', () => {
    if (!dialog.hidden && isCompact() && coversFocus()) show('closed')
  })
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', settleDown)
  else settleDown()

  /** In the host's own element for it there is no launcher, and the panel is always open. */
  function settleDown(): void {
    const place = document.querySelector('[data-sluice-panel]')
    isInPage = place !== null
    host.toggleAttribute('in-page', isInPage)
    if (isInPage) dialog.role = 'region'
    const parent = place ?? document.body
    parent.append(host)
  }

  return {
    pages,
    slots,
    root,
    isShowing: (tab: TabName) => isOpen() && current() === tab,
    isOpen,
    enter,
    leave,

    /** Fills the page anew that is on the screen. */
    fillAgain: () => isOpen() && onShow(current()),

    /** Shows the cards alone, without taking the focus, and whether they are seen: not where they would cover it. */
    offerCards(): boolean {
      if (dialog.hidden) show('compact')
      if (isCompact() && coversFocus()) show('closed')
      return !dialog.hidden
    },

    /** Takes a card away; closes when it was the last one and stood alone. */
    clearCard(name: keyof typeof slots): void {
      const hadFocus = slots[name].contains(root.activeElement)
      slots[name].replaceChildren()
      const isLast = Object.values(slots).every((slot) => slot.childElementCount === 0)
      const isOver = isCompact() && !dialog.hidden && isLast
      if (isOver) leave()
      if (hadFocus) (isOver ? launcher : dialog).focus()
    },

    reveal(): void {
      launcher.hidden = false
      if (isInPage && !isOpen()) show('full')
    },

    /** `waiting`: how many messages are not sent yet. */
    connected(isConnected: boolean, waiting: number): void {
      offline.hidden = isConnected
      offline.textContent = isConnected ? '' : texts.disconnected(waiting)
    },

    /** `hasQuestion` and `asks`: something is asked by a survey, or about what the person wrote. */
    badge(pending: { unread: number; news: number; hasQuestion: boolean; asks: boolean }): void {
      const { unread, news } = pending
      const hasQuestion = pending.hasQuestion || pending.asks
      badge.hidden = unread + news === 0 && !hasQuestion
      badge.textContent = unread + news > 0 ? String(unread + news) : '?'
      const told = [unread > 0 && texts.unread(unread), news > 0 && texts.arrived(news), hasQuestion && texts.aQuestion]
      launcher.setAttribute('aria-label', [texts.launcher, ...told].filter(Boolean).join(', '))
    },

    announce,

    /** Shows a message above the tabs, with a link when there is one to follow. */
    notice(text: string, link?: { href: string; label: string }): void {
      linkPlace.replaceChildren(
        element(
          'p',
          {},
          text,
          ' ',
          link && element('a', { href: link.href, target: '_blank', rel: 'noopener' }, link.label),
        ),
      )
      linkPlace.hidden = false
      if (!isOpen()) enter()
      announce(text)
    },
  }
}

function hiddenShare(below: DOMRect, above: DOMRect): number {
  const width = Math.min(below.right, above.right) - Math.max(below.left, above.left)
  const height = Math.min(below.bottom, above.bottom) - Math.max(below.top, above.top)
  return width > 0 && height > 0 ? (width * height) / (below.width * below.height) : 0
}
