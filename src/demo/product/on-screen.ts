const longEnough = 1000

/**
 * Calls `act` once the element has been half visible (or filled half of the window) for a second; the returned
 * function stops watching.
 */
export function onScreen(element: Element, act: () => void): () => void {
  let timer: number | undefined
  const steps = Array.from({ length: 21 }, (_, step) => step / 20)
  const observer = new IntersectionObserver(
    (entries) => {
      const entry = entries.at(-1)
      if (!entry) return
      const isVisible =
        entry.intersectionRatio >= 0.5 || entry.intersectionRect.height >= (entry.rootBounds?.height ?? Infinity) / 2
      if (!isVisible) {
        window.clearTimeout(timer)
        timer = undefined
      } else if (timer === undefined) {
        timer = window.setTimeout(() => {
          observer.disconnect()
          act()
        }, longEnough)
      }
    },
    { threshold: steps },
  )
  observer.observe(element)
  return () => {
    observer.disconnect()
    window.clearTimeout(timer)
  }
}
