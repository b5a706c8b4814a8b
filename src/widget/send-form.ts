import { element } from './dom.ts'
import type { Draft } from './drafts.ts'
import { formTexts } from './texts/en.ts'

type Parts = {
  /** The control whose fault is shown. */
  field: HTMLElement
  /** Locked while the message travels, so that what is stored is what is on the screen. */
  locked: HTMLTextAreaElement
  children: Node[]
  /** What is missing, in one sentence, and where if not at `field`; undefined when it can be sent. */
  missing: () => string | { text: string; at: HTMLElement } | undefined
  /** `onDelay` is to be called when the message has to wait for the connection. */
  send: (onDelay: () => void) => Promise<unknown>
  /** Why it was refused or did not work, in one sentence. */
  explain: (fault: unknown) => string
  draft: Draft
  label?: string
  /** Said once it is stored. */
  done?: string
}

let forms = 0

/** A form that sends once: it is locked on the way, and a refusal stands beside the field with the text kept. */
export function sendForm({
  field,
  locked,
  children,
  missing,
  send,
  explain,
  draft,
  done = '',
  label = formTexts.send,
}: Parts): HTMLFormElement {
  const errorId = `error-${++forms}`
  const error = element('p', { class: 'error', role: 'alert', id: errorId })
  const note = element('p', { class: 'note', role: 'status' })
  const button = element('button', { class: 'main-button', type: 'submit' }, label)
  const form = element('form', { class: 'stack', novalidate: true }, ...children, error, note, button)
  let faulty = field
  field.setAttribute('aria-describedby', errorId)
  let isSending = false

  function lock(state: boolean): void {
    isSending = state
    locked.readOnly = state
    button.setAttribute('aria-disabled', String(state))
    button.textContent = state ? formTexts.sending : label
    note.textContent = ''
  }

  function show(fault: string, at = field): void {
    faulty.setAttribute('aria-invalid', 'false')
    faulty = at
    error.textContent = fault
    at.setAttribute('aria-describedby', errorId)
    at.setAttribute('aria-invalid', String(fault !== ''))
  }

  async function submit(): Promise<void> {
    const lacking = missing()
    const { text, at } = typeof lacking === 'object' ? lacking : { text: lacking ?? '', at: field }
    show(text, at)
    if (text) {
      const control = at.matches('fieldset') ? at.querySelector('input') : at
      control?.focus()
      return
    }
    lock(true)
    const putBack = draft.take()
    let said = ''
    try {
      await send(() => {
        note.textContent = formTexts.waits
      })
      said = done
    } catch (fault) {
      show(explain(fault))
      putBack(locked.value)
    }
    lock(false)
    note.textContent = said
  }

  locked.value = draft.text()
  locked.addEventListener('input', () => {
    draft.keep(locked.value)
    if (error.textContent && faulty === field) show('')
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (!isSending) void submit()
  })
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit()
  })
  return form
}
