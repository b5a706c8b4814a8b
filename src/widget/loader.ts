import type { Boot } from './api.ts'
import { loadWidget, type WidgetFiles } from './load-widget.ts'
import { waitingApi } from './waiting-api.ts'

declare const widgetFiles: WidgetFiles

/** Takes the page's calls until the widget is there, and asks for it once there is a key. */
function prepare(script: HTMLScriptElement): void {
  let hasBegun = false
  const { sluice, calls, settle } = waitingApi(load)
  window.Sluice = sluice
  if (script.dataset.key) load(script.dataset)

  function load(options: Boot['options']): void {
    if (!options.key || hasBegun) {
      console.error(options.key ? 'Sluice: this page has begun already' : 'Sluice: a client key is needed')
      return
    }
    hasBegun = true
    const nonce = options.nonce ?? (script.nonce || undefined)
    sluice.boot = { src: script.src, nonce, options, calls, settle }
    loadWidget(sluice.boot, widgetFiles)
  }
}

if (!window.Sluice && document.currentScript instanceof HTMLScriptElement) prepare(document.currentScript)
