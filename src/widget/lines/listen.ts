import type { PageLines } from '../../conversations/page-lines.ts'
import type { LinesPart } from './part.ts'
import { redacted } from './redacted.ts'
import { ring } from './ring.ts'
import { routeOf } from './route.ts'

const most = 50
const levels = ['error', 'warn', 'info', 'log'] as const

type ConsoleLine = PageLines['console'][number]
type NetworkLine = PageLines['network'][number]

/** The last things that the page wrote to its console, and its last requests; nothing leaves the page by this. */
export const listen: LinesPart = (own) => {
  const written = ring<ConsoleLine>(most)
  const asked = ring<NetworkLine>(most)
  const route = (url: string) => routeOf(url, location.href)

  function note(level: ConsoleLine['level'], what: readonly unknown[]): void {
    const text = redacted(what.map(wordsOf).join(' '), route)
    if (!text.startsWith('Sluice:')) written.add({ level, text })
  }

  function answered(method: string, url: string, status: number, since: number): void {
    if (new URL(url, location.href).origin === own) return
    asked.add({
      ...{
        method:
          method
            .toUpperCase()
            .replace(/[^A-Z]/g, '')
            .slice(0, 16) || 'GET',
        route: route(url),
      },
      ...{ status: Math.min(599, status), ms: Math.round(performance.now() - since) },
    })
  }

  for (const level of levels) {
    const write = console[level]
    console[level] = (...what: unknown[]) => {
      note(level, what)
      write.apply(console, what)
    }
  }
  addEventListener('error', ({ message }) => message && note('error', [message]))
  addEventListener('unhandledrejection', ({ reason }) => note('error', [reason]))

  const { fetch } = window
  window.fetch = async (...request: Parameters<typeof fetch>) => {
    const since = performance.now()
    const [what, how] = request
    const isRequest = what instanceof Request
    const method = how?.method ?? (isRequest ? what.method : 'GET')
    const told = (status: number) => attempt(() => answered(method, isRequest ? what.url : String(what), status, since))
    try {
      const answer = await fetch.apply(window, request)
      told(answer.status)
      return answer
    } catch (fault) {
      told(0)
      throw fault
    }
  }

  const { open } = XMLHttpRequest.prototype
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...request: unknown[]) {
    const [method, url] = request as [string, string | URL]
    let since = performance.now()
    this.addEventListener('loadstart', () => {
      since = performance.now()
    })
    const end = () => attempt(() => answered(String(method), String(url), this.status, since))
    this.addEventListener('loadend', end, { once: true })
    open.apply(this, request as Parameters<typeof open>)
  } as typeof open

  return () => ({ console: written.all(), network: asked.all() })
}

/** The page's own requests go on whatever happens here. */
function attempt(act: () => void): void {
  try {
    act()
  } catch {
    // There is nobody to tell: the page has not asked for this.
  }
}

/** Objects may hold anything, so of them only their kind is told. */
function wordsOf(what: unknown): string {
  if (what instanceof Error) return `${what.name}: ${what.message}`
  return typeof what === 'object' && what !== null ? `[${what.constructor?.name ?? 'object'}]` : String(what)
}
