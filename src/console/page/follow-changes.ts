import { io } from 'socket.io-client'
import type { ConsolePushes } from '../../sockets/protocol.ts'
import { announce } from './announce.ts'
import { refreshed, startInbox } from './inbox.ts'
import { fetchPage, isInUse, isOutdated, replace } from './live-part.ts'
import { lookedAt } from './preview.ts'

const refreshPause = 250

/** Where a page hears of changes: calls `onTopic` for each, and `onBack` when some may have been missed. */
type ChangeSource = (on: { onTopic: (topic: string) => void; onBack: () => void }) => void

/** A member's pages: the socket of their project. */
export const socketSource =
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
export const streamSource =
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
export function followChanges(source: ChangeSource): void {
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
