import type { TokenStore } from './subject-token.ts'

/** What is being written in one field. */
export type Draft = {
  text: () => string
  keep: (text: string) => void
  /** Takes it away, for it is handed over; what comes back puts it there again if the same person is still here. */
  take: () => (text: string) => void
}

const mostKept = 20

/** What one person is writing, on this device, until it is handed over; of one person at a time. */
export function drafts({
  name,
  store,
  owner,
  acted,
}: {
  name: string
  store: TokenStore | null
  owner: () => string
  /** Somebody has begun to write. */
  acted: () => void
}) {
  function read(whose = owner()): [field: string, text: string][] {
    try {
      const kept = JSON.parse(store?.getItem(name) ?? '{}')
      return kept.owner === whose && Array.isArray(kept.texts) ? kept.texts : []
    } catch {
      return []
    }
  }

  function write(texts: [string, string][]): void {
    if (texts.length === 0) store?.removeItem(name)
    else store?.setItem(name, JSON.stringify({ owner: owner(), texts: texts.slice(-mostKept) }))
  }

  return {
    of(field: string): Draft {
      function keep(text: string): void {
        const others = read().filter(([one]) => one !== field)
        if (text) acted()
        write(text ? [...others, [field, text]] : others)
      }
      return {
        keep,
        text: () => read().find(([one]) => one === field)?.[1] ?? '',
        take() {
          const whose = owner()
          keep('')
          return (text) => whose === owner() && keep(text)
        },
      }
    },

    /** From now on what `from` is writing is this person's: the device's own visitor has signed in. */
    handOver(from: string): void {
      const texts = read(from)
      if (texts.length > 0) write(texts)
    },

    forget: () => store?.removeItem(name),
  }
}
