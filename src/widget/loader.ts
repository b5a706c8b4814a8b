import type { Boot, SluiceApi } from './api.ts'

declare const widgetFile: string
declare const widgetIntegrity: string

/** Takes the page's calls until the widget is there, and asks for it under its hashed name and with its integrity. */
function load(script: HTMLScriptElement): void {
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
  const waiting: SluiceApi = {
    ready,
    variant: () => undefined,
    value: (_, fallback) => fallback,
    seen: later('seen'),
    refresh: later('refresh'),
    open: later('open'),
    close: later('close'),
    choices: later('choices'),
    identify: (token) => void calls.push((api) => api.identify(token)),
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
  window.Sluice = Object.assign(waiting, { boot: { script, calls, settle } })

  const widget = document.createElement('script')
  widget.src = new URL(widgetFile, script.src).href
  widget.integrity = widgetIntegrity
  widget.crossOrigin = 'anonymous'
  widget.async = true
  if (script.nonce) widget.nonce = script.nonce
  script.after(widget)
}

if (!window.Sluice && document.currentScript instanceof HTMLScriptElement) load(document.currentScript)
