import { element } from '../dom.ts'
import { choiceTexts } from '../texts/en.ts'

/** A date with a button; `send` takes it as 2026-12-24. */
export function dateField({
  key,
  label,
  button,
  first,
  last,
  send,
}: {
  key: string
  label: string
  button: string
  first: string
  last: string
  send: (date: string) => void
}): HTMLFormElement {
  const errorId = `day-${key}`
  const error = element('p', { class: 'error', role: 'alert', id: errorId })
  const input = element('input', {
    ...{ type: 'date', min: first, max: last, 'data-key': `date:${key}`, 'aria-describedby': errorId },
  })

  function submit(event: Event): void {
    event.preventDefault()
    const fault = input.value === '' ? choiceTexts.chooseDay : input.checkValidity() ? '' : input.validationMessage
    error.textContent = fault
    input.setAttribute('aria-invalid', String(fault !== ''))
    if (fault) input.focus()
    else send(input.value)
  }

  return element(
    'form',
    { class: 'date', novalidate: true, onsubmit: submit },
    element('label', { class: 'field' }, element('span', {}, label), input),
    element('button', { class: 'button', type: 'submit', 'data-key': `send:${key}` }, button),
    error,
  )
}
