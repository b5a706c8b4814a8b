import type { SluiceApi, SluiceOptions } from '../api.ts'
import { loadWidget, type WidgetFiles } from '../load-widget.ts'
import { waitingApi } from '../waiting-api.ts'

export type { EventProperties, FlagDetails, SluiceApi, SluiceEvents, SluiceOptions, Theme } from '../api.ts'

/** Begins the widget of the Sluice server at this address, without a script element in the page; once per page. */
export function init({ server, ...options }: SluiceOptions & { server: string }): SluiceApi {
  const begunAlready = () => console.error('Sluice: this page has begun already')
  if (window.Sluice) {
    begunAlready()
    return window.Sluice
  }
  const { sluice, calls, settle } = waitingApi(begunAlready)
  window.Sluice = sluice
  // The server's own version of the widget, so that both always speak alike.
  const src = new URL('/widget/v1.json', server).href
  const nonce = options.nonce ?? (document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce || undefined)
  const boot = { src, nonce, options, calls, settle }
  sluice.boot = boot
  filesAt(src).then(
    (files) => loadWidget(boot, files),
    (fault: Error) => {
      console.error(`Sluice: the widget did not load: ${fault.message}`)
      settle()
    },
  )
  return sluice
}

async function filesAt(address: string): Promise<WidgetFiles> {
  const answer = await fetch(address, { credentials: 'omit' })
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
  return answer.json()
}
