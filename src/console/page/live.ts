import { announce } from './announce.ts'
import { followChanges, socketSource, streamSource } from './follow-changes.ts'
import { forgetDraftsAtSignOut } from './inbox-drafts.ts'
import { keysAreOn } from './inbox-keys.ts'
import { previewSoon } from './preview.ts'

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
