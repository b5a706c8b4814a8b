import type { Boot } from './api.ts'
import { languageOf } from './language.ts'

/** The widget's script in each language there is: its hashed name beside the loader, and its integrity. */
export type WidgetFiles = Record<string, { file: string; integrity: string }>

/** Asks for the widget in the language of the page; where it does not come, the page's `ready` waits no longer. */
export function loadWidget({ src, nonce, options, settle }: Boot, files: WidgetFiles): void {
  const wanted = [options.lang, document.documentElement.lang, ...navigator.languages]
  const { file, integrity } = files[languageOf(wanted, Object.keys(files))] as WidgetFiles[string]
  const widget = document.createElement('script')
  widget.src = new URL(file, src).href
  widget.integrity = integrity
  widget.crossOrigin = 'anonymous'
  widget.onerror = settle
  if (nonce) widget.nonce = nonce
  document.head.append(widget)
}
