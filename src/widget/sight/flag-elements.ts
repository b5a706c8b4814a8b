import type { inSight } from './in-sight.ts'

const attribute = 'data-sluice-flag'

/** An element that is larger than the window is never half in sight: half of the window has to do. */
const enough = 0.5
const steps = Array.from({ length: 21 }, (_, step) => step / 20)

/** Tells which elements with `data-sluice-flag` come into sight and go, also of those that come into the page later. */
export function watchFlagElements({ enter, leave, hide, show }: ReturnType<typeof inSight>, onHidden: () => void) {
  const watched = new Map<Element, string>()

  const sight = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const key = watched.get(entry.target)
        if (key !== undefined) (isInSight(entry) ? enter : leave)(key, entry.target)
      }
    },
    { threshold: steps },
  )

  function look(element: Element): void {
    const key = element.isConnected ? element.getAttribute(attribute) : null
    const before = watched.get(element)
    if (before === (key ?? undefined)) return
    // Observed anew, it is told of again.
    sight.unobserve(element)
    watched.delete(element)
    if (before !== undefined) leave(before, element)
    if (!key) return
    watched.set(element, key)
    sight.observe(element)
  }

  function lookThrough(nodes: Iterable<Node>): void {
    for (const node of nodes) {
      if (!(node instanceof Element)) continue
      look(node)
      for (const inner of node.querySelectorAll(`[${attribute}]`)) look(inner)
    }
  }

  new MutationObserver((records) => {
    for (const { type, target, addedNodes, removedNodes } of records) {
      if (type === 'attributes') look(target as Element)
      lookThrough(removedNodes)
      lookThrough(addedNodes)
    }
  }).observe(document, { subtree: true, childList: true, attributeFilter: [attribute] })
  lookThrough(document.children)

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) return show()
    hide()
    onHidden()
  })
  if (document.hidden) hide()
}

function isInSight({ isIntersecting, intersectionRatio, intersectionRect, rootBounds }: IntersectionObserverEntry) {
  if (!isIntersecting) return false
  const window = rootBounds ? rootBounds.width * rootBounds.height : Number.POSITIVE_INFINITY
  return intersectionRatio >= enough || intersectionRect.width * intersectionRect.height >= enough * window
}
