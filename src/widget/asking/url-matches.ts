import type { PageTrigger } from '../../surveys/trigger.ts'

type UrlTrigger = Extract<PageTrigger, { on: 'url' }>

/**
 * Whether a page's address is one that a trigger waits for. What begins with `/` is compared without the origin; query
 * and fragment count only where the trigger has them too.
 */
export function urlMatches({ match, value }: Pick<UrlTrigger, 'match' | 'value'>, address: string): boolean {
  const { origin, pathname, search, hash } = new URL(address)
  const parts = [!value.startsWith('/') && origin, pathname, value.includes('?') && search, value.includes('#') && hash]
  const compared = parts.filter(Boolean).join('')
  if (match === 'exact') return compared === value
  return match === 'prefix' ? compared.startsWith(value) : globMatches(value, compared)
}

/** `*` stands for anything but `/`, `**` for anything; in steps that grow with the product of both lengths at most. */
function globMatches(glob: string, text: string): boolean {
  const tokens = glob.match(/\*\*+|\*|[^*]/g) ?? []
  // Which beginnings of the text the tokens so far can stand for.
  let reached = new Set([0])
  for (const token of tokens) {
    const next = new Set<number>()
    for (const from of reached) {
      if (!token.startsWith('*')) {
        if (text[from] === token) next.add(from + 1)
        continue
      }
      for (let to = from; to <= text.length && !next.has(to); to++) {
        next.add(to)
        if (token === '*' && text[to] === '/') break
      }
    }
    reached = next
  }
  return reached.has(text.length)
}
