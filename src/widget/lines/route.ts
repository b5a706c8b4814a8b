/** What names one thing, person or file: it holds a digit and is no version, or is long, or is an address. */
const isId = (part: string): boolean =>
  !/^v\d{1,2}$/.test(part) && (/\d/.test(part) || part.length > 32 || part.includes('@') || part.includes('%40'))

/**
 * Where a request went, as a pattern: ids become `:id`, what stands behind `?` and `#` goes, and so does the site where
 * it is the page's own.
 */
export function routeOf(url: string, page: string): string {
  try {
    const { origin, protocol, pathname } = new URL(url, page)
    if (!/^(https?|wss?):$/.test(protocol)) return protocol
    const path = pathname.split('/').map((part) => (isId(part) ? ':id' : part))
    return `${origin === new URL(page).origin ? '' : origin}${path.join('/')}`.slice(0, 200)
  } catch {
    return ':unreadable'
  }
}
