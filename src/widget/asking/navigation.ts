type Navigation = EventTarget

/** Calls `listen` whenever the page has got another address without being loaded, until the signal says stop. */
export function onNavigation(listen: () => void, signal: AbortSignal): void {
  const { navigation } = window as { navigation?: Navigation }
  if (navigation) {
    navigation.addEventListener('currententrychange', listen, { signal })
    return
  }
  for (const name of ['popstate', 'hashchange']) window.addEventListener(name, listen, { signal })
  wrapHistory()
  window.addEventListener(moved, listen, { signal })
}

const moved = 'sluice:moved'
let isWrapped = false

/** Browsers without the Navigation API tell nobody of these two. */
function wrapHistory(): void {
  if (isWrapped) return
  isWrapped = true
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name]
    history[name] = (...given: Parameters<History['pushState']>) => {
      original.apply(history, given)
      window.dispatchEvent(new Event(moved))
    }
  }
}
