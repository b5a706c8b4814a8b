import { texts } from './texts/en.ts'

/**
 * Opens the subject's own page, or one on which they join a channel, in a new tab. The tab is opened at once, while the click still allows it, and gets its
 * address when the server has made the link, which lives for two minutes and works once.
 */
export function openChoices({
  origin,
  request,
  notice,
}: {
  origin: string
  request: () => Promise<{ url: string }>
  notice: (text: string, link?: { href: string; label: string }) => void
}): void {
  const tab = window.open('about:blank', '_blank')
  if (tab) tab.opener = null

  async function follow(): Promise<void> {
    const url = new URL((await request()).url, origin)
    if (!/^https?:$/.test(url.protocol)) throw new Error('Not an address of a page')
    if (tab && !tab.closed) tab.location.replace(url.href)
    else notice(texts.blocked, { href: url.href, label: texts.openPage })
  }

  follow().catch((fault: Error) => {
    tab?.close()
    console.error(`Sluice: no link to the page: ${fault.message}`)
    notice(texts.failed)
  })
}
