import type { SluiceApi } from '../../widget/api.ts'
import { firstLine, firstNotes, type Note } from './notes.ts'
import { onScreen } from './on-screen.ts'
import { richEditor } from './rich-editor.ts'

const part = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind

const list = part<HTMLUListElement>('note-list')
const welcome = part('welcome')
const article = part('note')
const editor = part('editor')
const title = part<HTMLInputElement>('note-title')

const notes = firstNotes(Date.now())
let current = notes[0] as Note
let sluice: SluiceApi | undefined
let isWelcomeClosed = false
const watches = new Map<string, () => void>()

/** A flag's value, or what the product looked like before there was any flag. */
const flag = <Value>(key: string, before: Value): Value => sluice?.value(key, before) ?? before

/** Tells Sluice when what this flag decides is really on the screen. */
function watch(key: string, element: Element): void {
  watches.get(key)?.()
  if (sluice?.variant(key))
    watches.set(
      key,
      onScreen(element, () => sluice?.seen(key)),
    )
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

function drawList(): void {
  const look = flag('note-list', 'cosy')
  list.dataset.look = look
  list.replaceChildren(
    ...notes.map((note) => {
      const button = document.createElement('button')
      button.type = 'button'
      if (note === current) button.setAttribute('aria-current', 'true')
      for (const [name, text] of [
        ['note-title', note.title || 'Untitled'],
        ['note-line', firstLine(note) || 'Nothing written yet'],
        ...(look === 'cosy' ? [] : [['note-when', day.format(note.at)] as const]),
      ] as const) {
        const line = document.createElement('span')
        line.className = name
        line.textContent = text
        button.append(line, ' ')
      }
      button.addEventListener('click', () => choose(note))
      const item = document.createElement('li')
      item.append(button)
      return item
    }),
  )
}

function drawWelcome(): void {
  const greeting = flag<{ headline?: string; tone?: string } | null>('welcome', null)
  welcome.hidden = !greeting?.headline || isWelcomeClosed
  welcome.dataset.tone = greeting?.tone ?? 'warm'
  part('welcome-text').textContent = greeting?.headline ?? ''
}

function drawNote(): void {
  title.value = current.title
  part('heading').textContent = current.title || 'Untitled'
  part('note-when').textContent = `Changed ${day.format(current.at)}`
  editor.replaceChildren(...(flag('new-editor', false) ? richEditor(current.text, change) : [plainEditor()]))
}

function plainEditor(): HTMLElement {
  const area = document.createElement('textarea')
  area.className = 'writing'
  area.setAttribute('aria-label', 'Text')
  area.placeholder = 'Write something'
  area.value = current.text
  area.rows = Math.max(10, current.text.split('\n').length + 1)
  area.addEventListener('input', () => change(area.value))
  return area
}

function change(text: string): void {
  current.text = text
  current.at = Date.now()
  drawList()
}

function choose(note: Note): void {
  current = note
  drawList()
  drawNote()
  list.querySelector<HTMLElement>('[aria-current]')?.focus()
}

function drawAll(keys: readonly string[] = ['new-editor', 'note-list', 'welcome']): void {
  if (keys.includes('note-list')) drawList()
  if (keys.includes('welcome')) drawWelcome()
  if (keys.includes('new-editor')) drawNote()
  if (keys.includes('note-list')) watch('note-list', list)
  if (keys.includes('new-editor')) watch('new-editor', editor)
  if (keys.includes('welcome') && !isWelcomeClosed) watch('welcome', welcome.hidden ? article : welcome)
}

title.addEventListener('input', () => {
  current.title = title.value
  part('heading').textContent = title.value || 'Untitled'
  drawList()
})
part('new-note').addEventListener('click', () => {
  current = { id: notes.length + 1, title: '', text: '', at: Date.now() }
  notes.unshift(current)
  drawList()
  drawNote()
  title.focus()
})
part('welcome-close').addEventListener('click', () => {
  isWelcomeClosed = true
  drawWelcome()
  title.focus()
})

/** The loader is fetched on its own, so it may come later than this script. */
async function loaded(): Promise<SluiceApi> {
  if (!window.Sluice)
    await new Promise((resolve) => document.querySelector('script[data-key]')?.addEventListener('load', resolve))
  if (!window.Sluice) throw new Error('The widget did not load')
  return window.Sluice
}

async function follow(): Promise<void> {
  const api = await loaded()
  await api.ready
  sluice = api
  api.on('change', ({ keys }) => drawAll(keys))
  drawAll()
}

drawAll()
follow().catch((fault: unknown) => console.error(fault))
