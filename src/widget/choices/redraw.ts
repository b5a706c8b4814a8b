/** Whether somebody is writing there; a date that is written by half would be lost by drawing anew. */
export const isWriting = (root: ShadowRoot, place: HTMLElement): boolean =>
  root.activeElement !== null &&
  place.contains(root.activeElement) &&
  root.activeElement.matches('[type=date], [type=text]')

/**
 * Draws a place anew. What carries the same `data-key` as before keeps the focus, its date and whether it is open;
 * where what had the focus is gone, `fallback` gets it.
 */
export function redraw(root: ShadowRoot, place: HTMLElement, nodes: readonly Node[], fallback: HTMLElement): void {
  const focused = place.contains(root.activeElement) ? root.activeElement : null
  const before = new Map(keyed(place).map((one) => [one.dataset.key, one]))
  place.replaceChildren(...nodes)
  for (const one of keyed(place)) {
    const old = before.get(one.dataset.key)
    if (one instanceof HTMLDetailsElement && old instanceof HTMLDetailsElement) one.open = old.open
    if (one instanceof HTMLInputElement && one.type === 'date' && old instanceof HTMLInputElement) one.value = old.value
    if (focused && one.dataset.key === (focused as HTMLElement).dataset.key) one.focus({ preventScroll: true })
  }
  if (focused && !root.activeElement) fallback.focus({ preventScroll: true })
}

const keyed = (place: HTMLElement) => [...place.querySelectorAll<HTMLElement>('[data-key]')]
