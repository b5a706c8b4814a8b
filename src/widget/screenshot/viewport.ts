const placed = new Set(['absolute', 'fixed', 'sticky'])
const sized = /^(block|flex|grid|list-item|table|flow-root)$/

const isInWindow = ({ top, bottom, left, right }: DOMRect): boolean =>
  bottom > 0 && right > 0 && top < innerHeight && left < innerWidth

/** Tells of which boxes nothing shows, so that their content can be left out: they keep their size without it. */
export function culledFrom(page: Document): (element: Element, display: string) => boolean {
  const holding = new Set<Element>()
  for (const one of page.querySelectorAll('*')) {
    if (!placed.has(getComputedStyle(one).position) || !isInWindow(one.getBoundingClientRect())) continue
    for (let up: Element | null = one; up && !holding.has(up); up = up.parentElement) holding.add(up)
  }
  return (element, display) =>
    sized.test(display) && !holding.has(element) && !isInWindow(element.getBoundingClientRect())
}
