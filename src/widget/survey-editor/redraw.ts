const fields = 'input:not([type="hidden"]), textarea, select'

/** Brings up to date what only tells of the form, and the ids that the server has given to new choices. */
export function follow(form: HTMLFormElement, page: Document): void {
  for (const old of document.querySelectorAll<HTMLElement>('[data-follows][id]')) {
    const fresh = page.getElementById(old.id)
    if (fresh && fresh.innerHTML !== old.innerHTML) old.replaceChildren(...document.importNode(fresh, true).childNodes)
  }
  for (const id of form.querySelectorAll<HTMLInputElement>('input[type="hidden"][data-choice]')) {
    const fresh = page.getElementById(id.id)
    const isSame = (of: Document | HTMLFormElement) =>
      of.querySelector<HTMLInputElement>(`[name="${CSS.escape(id.dataset.choice ?? '')}"]`)?.value.trim()
    if (id.value === '' && fresh instanceof HTMLInputElement && isSame(form) === isSame(page)) id.value = fresh.value
  }
}

/** Draws the form as the page has it, with what was unfolded, and takes the focus to the first field at a place. */
export function redraw(form: HTMLFormElement, page: Document, at: string | undefined): void {
  const fresh = page.getElementById(form.id)
  if (!fresh) return
  const arrived = document.importNode(fresh, true)
  for (const { id } of form.querySelectorAll<HTMLDetailsElement>('details[open][id]'))
    arrived.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '')
  form.replaceChildren(...arrived.childNodes)
  form.inert = false
  const place = at === undefined ? null : document.getElementById(at)
  if (!place) return
  place.closest('details')?.setAttribute('open', '')
  const field = place.matches(fields) ? place : place.querySelector<HTMLElement>(fields)
  ;(field as HTMLElement | null)?.focus()
  place.scrollIntoView({ block: 'nearest' })
}
