import type { Boot, SluiceApi } from './api.ts'

/** `window.Sluice` until the widget is there: it keeps the page's calls for it. */
export function waitingApi(init: SluiceApi['init']) {
  const calls: Boot['calls'] = []
  let settle = () => {}
  const ready = new Promise<void>((resolve) => {
    settle = resolve
  })
  const later =
    (name: 'seen' | 'refresh' | 'open' | 'close' | 'choices') =>
    (key = '') => {
      calls.push((api) => api[name](key))
    }
  const sluice: NonNullable<Window['Sluice']> = {
    init,
    ready,
    variant: () => undefined,
    value: (_, fallback) => fallback,
    details: () => undefined,
    seen: later('seen'),
    refresh: later('refresh'),
    open: later('open'),
    close: later('close'),
    choices: later('choices'),
    event: (name, properties) => void calls.push((api) => api.event(name, properties)),
    identify: (token) =>
      new Promise((resolve) => {
        calls.push((api) => resolve(api.identify(token)))
      }),
    on(event, listener) {
      let off: (() => void) | undefined
      let wanted = true
      calls.push((api) => {
        if (wanted) off = api.on(event, listener)
      })
      return () => {
        wanted = false
        off?.()
      }
    },
  }
  return { sluice, calls, settle }
}
