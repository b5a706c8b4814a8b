import type { Known } from './news.ts'
import type { TokenStore } from './subject-token.ts'

/**
 * What the person who is here has been told, on this device; of one person at a time, whose name is not kept.
 * `mayKeep`: whether anything of theirs may be kept now; else it lasts as long as the page.
 */
export function toldMemory({
  name,
  store,
  person,
  mayKeep,
}: {
  name: string
  store: TokenStore | null
  person: () => string | undefined
  mayKeep: () => boolean
}) {
  let held: { who: string; known: Known } | undefined

  return {
    get(): Known | undefined {
      const who = markOf(person() ?? '')
      if (held?.who === who) return held.known
      const stored = read(store?.getItem(name))
      return stored?.who === who ? stored.known : undefined
    },

    set(known: Known): void {
      held = { who: markOf(person() ?? ''), known }
      if (mayKeep()) store?.setItem(name, JSON.stringify(held))
    },

    forget(): void {
      held = undefined
      store?.removeItem(name)
    },
  }
}

function read(text: string | null | undefined): { who: string; known: Known } | undefined {
  try {
    const stored = JSON.parse(text ?? 'null')
    return stored?.known?.had && stored.known.asked ? stored : undefined
  } catch {
    return undefined
  }
}

/** Tells people apart without naming them (FNV-1a, 32 bits). */
function markOf(person: string): string {
  let hash = 0x811c9dc5
  for (const unit of person) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(36)
}
