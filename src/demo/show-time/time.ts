import { io } from 'socket.io-client'
import type { WidgetPushes } from '../../sockets/protocol.ts'
import { drawDay, newsOf } from './draw.ts'
import { islandIn } from './island.ts'

const form = document.getElementById('show-time') as HTMLFormElement
const slider = document.getElementById('day') as HTMLInputElement
const refreshPause = 150

let island = islandIn(document)
let timer: number | undefined

function show(day: number): void {
  slider.value = String(day)
  drawDay(island, day)
  history.replaceState(null, '', day === 0 ? '/demo/time' : `/demo/time?day=${day}`)
}

/** Draws the page anew as the server has it now, under the slider as it stands. */
async function refresh(): Promise<void> {
  const reply = await fetch(location.href, { headers: { 'Sluice-Fragment': '1' } })
  if (!reply.ok) throw new Error(`${location.href} answered ${reply.status}`)
  const page = new DOMParser().parseFromString(await reply.text(), 'text/html')
  const before = island
  island = islandIn(page)
  for (const id of ['headline', 'line', 'panes', 'arrivals']) {
    const fresh = page.getElementById(id)
    if (fresh) document.getElementById(id)?.replaceWith(document.importNode(fresh, true))
  }
  show(slider.valueAsNumber)
  const known = new Set(before.changes.map(({ id }) => id))
  for (const item of document.querySelectorAll<HTMLElement>('[data-change]'))
    item.classList.toggle('fresh', !known.has(item.dataset.change ?? ''))
  const news = newsOf(before, island, slider.valueAsNumber)
  const status = document.getElementById('news')
  if (news && status) status.textContent = news
}

function refreshSoon(): void {
  window.clearTimeout(timer)
  timer = window.setTimeout(() => void refresh().catch((fault: unknown) => console.warn(fault)), refreshPause)
}

slider.addEventListener('input', () => show(slider.valueAsNumber))
// What a browser remembered of the slider is not what the server drew.
show(Number(new URLSearchParams(location.search).get('day')))
form.addEventListener('submit', (event) => event.preventDefault())
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-day]') : null
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
  event.preventDefault()
  show(Number(link.dataset.day))
  form.scrollIntoView({ block: 'nearest' })
  slider.focus()
})

const socket = io('/widget', {
  transports: ['websocket'],
  auth: { key: form.dataset.key },
  reconnectionDelayMax: 30_000,
})
let hasConnected = false
const changed: keyof WidgetPushes = 'flags:changed'
socket.on(changed as string, refreshSoon)
socket.on('connect', () => {
  // What was published while there was no connection was not told.
  if (hasConnected) refreshSoon()
  hasConnected = true
})
