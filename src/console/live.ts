import { io } from 'socket.io-client'
import type { ConsolePushes } from '../sockets/protocol.ts'
import { refreshed, startInbox } from './inbox.ts'
import { forgetDraftsAtSignOut } from './inbox-drafts.ts'
import { keysAreOn } from './inbox-keys.ts'
import { replaceList } from './inbox-list.ts'

const refreshPause = 250
const previewPause = 150

/** This page, or a part of it, as the server draws it now. */
async function fetchPage(url: string, signal?: AbortSignal): Promise<Document> {
  const reply = await fetch(url, {
    credentials: 'same-origin',
    headers: { 'Sluice-Fragment': '1' },
    ...(signal && { signal }),
  })
  if (!reply.ok || reply.redirected) throw new Error(`${url} answered ${reply.status}`)
  return new DOMParser().parseFromString(await reply.text(), 'text/html')
}

/** Whether what is selected and focused in a part goes over to the newer one, so that it never has to wait. */
const keepsSelection = (part: Element) => part.hasAttribute('data-live-keeps')

/** A list in which the server has chosen nothing begins with its first line chosen. */
function isChosenAnew({ options, multiple, selectedIndex }: HTMLSelectElement): boolean {
  const all = [...options]
  if (!multiple && !all.some(({ defaultSelected }) => defaultSelected)) return selectedIndex > 0
  return all.some((one) => one.selected !== one.defaultSelected)
}

/** Whether somebody is at work in it: the focus is inside, or a field holds something else than the server sent. */
function isInUse(part: Element): boolean {
  if (keepsSelection(part)) return false
  if (part.contains(document.activeElement)) return true
  return [...part.querySelectorAll('input, textarea, select')].some((field) => {
    if (field instanceof HTMLSelectElement) return isChosenAnew(field)
    if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue
    if (!(field instanceof HTMLInputElement) || field.type === 'hidden') return false
    return field.checked !== field.defaultChecked || field.value !== field.defaultValue
  })
}

/** Puts the server's newer version in the place of a part; what people have unfolded stays so. */
function replace(old: Element, fresh: Element): void {
  const arrived = document.importNode(fresh, true)
  for (const { id } of old.querySelectorAll<HTMLDetailsElement>('details[open][id]'))
    arrived.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '')
  if (keepsSelection(old)) replaceList(old, arrived)
  else old.replaceWith(arrived)
}

const announce = (text: string) => {
  const status = document.getElementById('live-status')
  if (status) status.textContent = text
}

/** Where a page hears of changes: calls `onTopic` for each, and `onBack` when some may have been missed. */
type ChangeSource = (on: { onTopic: (topic: string) => void; onBack: () => void }) => void

/** A member's pages: the socket of their project. */
const socketSource =
  (project: string): ChangeSource =>
  ({ onTopic, onBack }) => {
    const socket = io('/console', { transports: ['websocket'], auth: { project }, reconnectionDelayMax: 30_000 })
    let hasConnected = false
    startInbox(socket)
    socket.on('changed', ({ topic }: ConsolePushes['changed']) => onTopic(topic))
    socket.on('connect', () => {
      if (hasConnected) onBack()
      hasConnected = true
    })
  }

/** A subject's own pages: server-sent events, which come with the cookie that opened the page. */
const streamSource =
  (address: string): ChangeSource =>
  ({ onTopic, onBack }) => {
    const events = new EventSource(address)
    let hasOpened = false
    events.addEventListener('changed', ({ data }: MessageEvent<string>) =>
      onTopic((JSON.parse(data) as { topic: string }).topic),
    )
    events.addEventListener('open', () => {
      if (hasOpened) onBack()
      hasOpened = true
    })
  }

/** Keeps the parts of this page that are marked `data-live` as the server has them. */
function followChanges(source: ChangeSource): void {
  const due = new Set<string>()
  /** Topics of parts that somebody was at work in; their turn comes when the focus moves on. */
  const left = new Set<string>()
  let timer: number | undefined
  let isFetching = false

  const parts = () =>
    [...document.querySelectorAll<HTMLElement>('[data-live][id]')].filter(({ dataset }) =>
      dataset.live?.split(/\s+/).some((topic) => due.has(topic)),
    )

  function schedule(): void {
    if (timer === undefined && !isFetching && due.size > 0) timer = window.setTimeout(refresh, refreshPause)
  }

  async function refresh(): Promise<void> {
    timer = undefined
    const waiting = parts()
    const topics = [...due]
    due.clear()
    if (waiting.length === 0) return
    isFetching = true
    try {
      const page = await fetchPage(lookedAt())
      const changed = waiting.filter((old) => isOutdated(old, page.getElementById(old.id)))
      const inUse = changed.filter(isInUse)
      for (const old of changed) {
        const fresh = page.getElementById(old.id)
        if (fresh && !inUse.includes(old)) replace(old, fresh)
      }
      if (changed.length > 0) document.dispatchEvent(new Event(refreshed))
      if (inUse.length > 0) for (const topic of topics) left.add(topic)
      if (inUse.length < changed.length) announce('This page has just been brought up to date.')
    } catch {
      announce('This page could not be brought up to date.')
    }
    isFetching = false
    schedule()
  }

  source({
    onTopic(topic) {
      due.add(topic)
      schedule()
    },
    onBack() {
      // Whatever changed while there was no connection was not told.
      for (const part of document.querySelectorAll<HTMLElement>('[data-live]'))
        for (const topic of part.dataset.live?.split(/\s+/) ?? []) due.add(topic)
      schedule()
    },
  })
  document.addEventListener('focusout', () => {
    for (const topic of left) due.add(topic)
    left.clear()
    schedule()
  })
}

const isOutdated = (old: Element, fresh: Element | null) =>
  fresh !== null && old.isConnected && old.outerHTML !== fresh.outerHTML

type Preview = { timer?: number; running?: AbortController; url?: URL }
const previews = new WeakMap<HTMLFormElement, Preview>()

/** This page as it is looked at: with what is being tried in its form, where the page itself shows that. */
function lookedAt(): string {
  const forms = [...document.querySelectorAll<HTMLFormElement>('form[data-preview]')]
  const tried = forms.map((form) => previews.get(form)?.url).find((url) => url?.pathname === location.pathname)
  return (tried ?? location).href
}

/** Shows what a form would do before it is saved: the server draws it from the fields as they are now. */
async function showPreview(form: HTMLFormElement, state: Preview): Promise<void> {
  const { preview = '', previewInto = '' } = form.dataset
  state.running?.abort()
  state.running = new AbortController()
  const url = new URL(preview, location.href)
  // What begins with `_` guards the form itself and belongs in no address.
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && !name.startsWith('_')) url.searchParams.append(name, value)
  state.url = url
  try {
    const page = await fetchPage(url.href, state.running.signal)
    for (const old of document.querySelectorAll(previewInto)) {
      const fresh = page.getElementById(old.id)
      if (fresh && old.outerHTML !== fresh.outerHTML) replace(old, fresh)
    }
  } catch (fault) {
    if (!(fault instanceof DOMException && fault.name === 'AbortError')) console.warn(fault)
  }
}

// Listens at the document, since a form may come with a part that was replaced.
function previewSoon({ target }: Event): void {
  const form = target instanceof Element ? target.closest<HTMLFormElement>('form[data-preview]') : null
  if (!form) return
  const state = previews.get(form) ?? {}
  previews.set(form, state)
  window.clearTimeout(state.timer)
  state.timer = window.setTimeout(() => void showPreview(form, state), previewPause)
}

/** For somebody who never chose a time zone: the browser's own, to be saved with whatever they choose. */
function guessTimeZone(): void {
  const select = document.querySelector<HTMLSelectElement>('select[data-guess-zone]')
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  if (select && [...select.options].some(({ value }) => value === timeZone)) select.value = timeZone
}

async function copyFrom(button: HTMLButtonElement): Promise<void> {
  const source = document.querySelector(button.dataset.copy ?? '')
  if (!source) return
  const text =
    source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement ? source.value : source.textContent
  const label = button.dataset.label ?? button.textContent ?? ''
  button.dataset.label = label
  try {
    await navigator.clipboard.writeText((text ?? '').trim())
    button.textContent = 'Copied'
    announce('Copied.')
  } catch {
    document.getSelection()?.selectAllChildren(source)
    button.textContent = 'Press Ctrl+C'
  }
  window.setTimeout(() => {
    button.textContent = label
  }, 2000)
}

function onKey(event: KeyboardEvent): void {
  const { target } = event
  if (!(target instanceof HTMLElement)) return
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    if (target instanceof HTMLTextAreaElement && 'submitKeys' in target.dataset) target.form?.requestSubmit()
    return
  }
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || !keysAreOn()) return
  if (target.isContentEditable || target.matches('input, textarea, select')) return
  const search = document.querySelector<HTMLElement>('[data-search]')
  if (!search) return
  event.preventDefault()
  search.focus()
  if (search instanceof HTMLInputElement) search.select()
}

document.addEventListener('keydown', onKey)
document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLButtonElement>('button[data-copy]') : null
  if (button) void copyFrom(button)
})
document.addEventListener('input', previewSoon)
document.addEventListener('change', previewSoon)
const { project, stream } = document.documentElement.dataset
if (project) followChanges(socketSource(project))
else if (stream) followChanges(streamSource(stream))
guessTimeZone()
forgetDraftsAtSignOut()
// A button that only a script can serve is not there without one.
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) button.hidden = false
// Opening a page must change nothing, so what a link is for is a form; who has scripts need not click it.
document.querySelector<HTMLFormElement>('form[data-submit-at-once]')?.requestSubmit()
