const picks = (inside: ParentNode) => [...inside.querySelectorAll<HTMLInputElement>('.pick')]

export const selected = (): HTMLInputElement[] => picks(document).filter(({ checked }) => checked)

/** Puts a newer list in the place of the old one: what is selected stays so, and so does the focus. */
export function replaceList(old: Element, arrived: Element): void {
  const chosen = new Set(picks(old).flatMap(({ checked, value }) => (checked ? [value] : [])))
  const focused = old.contains(document.activeElement) ? document.activeElement?.id : undefined
  for (const pick of picks(arrived)) pick.checked = chosen.has(pick.value)
  old.replaceWith(arrived)
  if (focused === undefined) return
  const same = focused === '' ? null : document.getElementById(focused)
  // What had the focus may stand in the list no longer; the keys go on from its beginning then.
  ;(same ?? (arrived instanceof HTMLElement ? arrived : null))?.focus({ preventScroll: true })
}

/** Says how many are selected, above what can be done with them. */
export function countSelected(): void {
  const count = selected().length
  const line = document.getElementById('selected')
  if (line) line.textContent = count === 1 ? '1 selected' : `${count} selected`
}
