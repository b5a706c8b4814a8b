import type { Boot, SluiceApi } from './api.ts'
import { languageOf } from './language.ts'

/** The widget in each language there is. */
type WidgetFiles = Record<string, { file: string; integrity: string }>

declare const widgetFiles: WidgetFiles

/** Takes the page's calls until the widget is there, and asks for it under its hashed name and with its integrity. */
function prepare(script: HTMLScriptElement): void {
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
    init: load,
    ready,
    variant: () => undefined,
    value: (_, fallback) => fallback,
    seen: later('seen'),
    refresh: later('refresh'),
    open: later('open'),
    close: later('close'),
    choices: later('choices'),
    event: (name, properties) => void calls.push((api) => api.event(name, properties)),
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
  const sluice: NonNullable<Window['Sluice']> = Object.assign(waiting, {})
  window.Sluice = sluice
  if (script.dataset.key) load(script.dataset)

  function load(options: Boot['options']): void {
    if (!options.key || widget.src) {
      console.error(options.key ? 'Sluice: this page has begun already' : 'Sluice: a client key is needed')
      return
    }
    const { lang, nonce = script.nonce || undefined } = options
    sluice.boot = { src: script.src, nonce, options, calls, settle }
    const wanted = [lang, document.documentElement.lang, ...navigator.languages]
    const { file, integrity } = widgetFiles[languageOf(wanted, Object.keys(widgetFiles))] as WidgetFiles[string]
    widget.src = new URL(file, script.src).href
    widget.integrity = integrity
    widget.crossOrigin = 'anonymous'
    if (nonce) widget.nonce = nonce
    document.head.append(widget)
  }
}

const widget = document.createElement('script')
if (!window.Sluice && document.currentScript instanceof HTMLScriptElement) prepare(document.currentScript)
