import type { Boot, SluiceApi } from './api.ts'
import { languageOf } from './language.ts'

/** The widget in each language there is. */
type WidgetFiles = Record<string, { file: string; integrity: string }>

declare const widgetFiles: WidgetFiles

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

  const language = languageOf(
    [script.dataset.lang, document.documentElement.lang, ...navigator.languages],
    Object.keys(widgetFiles),
  )
  const { file, integrity } = widgetFiles[language] as WidgetFiles[string]
  const widget = document.createElement('script')
  widget.src = new URL(file, script.src).href
  widget.integrity = integrity
  widget.crossOrigin = 'anonymous'
  widget.async = true
  if (script.nonce) widget.nonce = script.nonce
  script.after(widget)
}

if (!window.Sluice && document.currentScript instanceof HTMLScriptElement) load(document.currentScript)
