import { arrowOut, cross, element, gate } from './dom.ts'
import { adoptStyle } from './style.ts'
import { texts } from './texts.ts'

/** How much of the host's focused element the question may lie over: a corner of a large one, never a small one. */
const mostHidden = 0.2

export type Panel = ReturnType<typeof panel>

/** The launcher and the non-modal dialog, in a shadow root of their own; hidden until `reveal`. */
export function panel({ onOpen, onChoices }: { onOpen: () => void; onChoices: () => void }) {
  const host = document.createElement('sluice-widget')
  const root = host.attachShadow({ mode: 'open' })
  adoptStyle(root)

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
  const offline = element('p', { class: 'part quiet', role: 'status', hidden: true }, texts.disconnected)
  const question = element('div', { class: 'slot question' })
  const main = element('div', { class: 'slot main' })
  const linkPlace = element('div', { class: 'part', hidden: true })
  const foot = element(
    'div',
    { class: 'slot foot' },
    linkPlace,
    element(
      'button',
      { type: 'button', onclick: onChoices },
      element('span', {}, texts.choices, element('span', { class: 'unseen' }, `, ${texts.newTab}`)),
      arrowOut(),
    ),
  )
  const dialog = element(
    'div',
    { class: 'dialog', role: 'dialog', tabindex: -1, 'aria-label': texts.talk, hidden: true },
    // The host's direction decides at which side the widget stands, the language of its texts how they run.
    element('div', { dir: texts.direction }, offline, question, main, foot),
  )
  root.append(element('div', { class: 'sluice', lang: texts.language }, live, launcher, dialog))

  const isCompact = () => dialog.classList.contains('compact')

  function show(state: 'closed' | 'compact' | 'full'): void {
    dialog.hidden = state === 'closed'
    dialog.classList.toggle('compact', state === 'compact')
    launcher.setAttribute('aria-expanded', String(state !== 'closed'))
    launcher.replaceChildren(state === 'full' ? close : open, badge)
    if (state === 'closed') linkPlace.hidden = true
    if (state === 'full') onOpen()
  }

  /** Closes, and gives the focus back when it was inside. */
  function leave(): void {
    const hadFocus = root.activeElement !== null
    show('closed')
    if (hadFocus) launcher.focus()
  }

  function enter(): void {
    show('full')
    dialog.focus({ preventScroll: true })
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

  launcher.addEventListener('click', () => (dialog.hidden || isCompact() ? enter() : leave()))
  root.addEventListener('keydown', (event) => {
    if (event instanceof KeyboardEvent && event.key === 'Escape' && !dialog.hidden) leave()
  })
  // From outside, what is typed here does not look like typing, and would set off the host's own shortcuts.
  for (const name of ['keydown', 'keypress', 'keyup']) root.addEventListener(name, (event) => event.stopPropagation())
  document.addEventListener('focusin', () => {
    if (!dialog.hidden && isCompact() && coversFocus()) show('closed')
  })
  if (document.body) document.body.append(host)
  else document.addEventListener('DOMContentLoaded', () => document.body.append(host))

  return {
    question,
    main,
    root,
    isOpen: () => !dialog.hidden && !isCompact(),
    enter,
    leave,

    /** Shows the question alone, without taking the focus; where it would cover the focused element, not at all. */
    offerQuestion(): void {
      if (!dialog.hidden) return
      show('compact')
      if (coversFocus()) show('closed')
    },

    /** Takes the question away; closes when it was shown alone. */
    clearQuestion(): void {
      const hadFocus = question.contains(root.activeElement)
      question.replaceChildren()
      if (isCompact() && !dialog.hidden) leave()
      else if (hadFocus) dialog.focus()
    },

    reveal(): void {
      launcher.hidden = false
    },

    connected(state: boolean): void {
      offline.hidden = state
    },

    badge(unread: number, hasQuestion: boolean): void {
      badge.hidden = unread === 0 && !hasQuestion
      badge.textContent = unread > 0 ? String(unread) : '?'
      const name = [texts.launcher, unread > 0 && texts.unread(unread), hasQuestion && texts.aQuestion]
      launcher.setAttribute('aria-label', name.filter(Boolean).join(', '))
    },

    announce,

    /** Shows a message above the last row, with a link when there is one to follow. */
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
      if (dialog.hidden || isCompact()) enter()
      announce(text)
    },
  }
}

function hiddenShare(below: DOMRect, above: DOMRect): number {
  const width = Math.min(below.right, above.right) - Math.max(below.left, above.left)
  const height = Math.min(below.bottom, above.bottom) - Math.max(below.top, above.top)
  return width > 0 && height > 0 ? (width * height) / (below.width * below.height) : 0
}
