/** Why pages were not let in: they are from an origin that is not listed, or have a key that nobody has. */
export type PageRefusal = { kind: 'origin' | 'key'; what: string; times: number; at: number }

const mostEach = 20
const shownForMs = 24 * 3_600_000

/**
 * The last refusals of each project, each thing once. They are held in memory alone: whoever sends made-up ones can push
 * others out, and do nothing else.
 */
export function refusalTable() {
  const kept = new Map<string, Map<string, PageRefusal>>()

  return {
    note(project: string, { kind, what }: Pick<PageRefusal, 'kind' | 'what'>, at: number): void {
      const own = kept.get(project) ?? new Map<string, PageRefusal>()
      kept.set(project, own)
      const name = `${kind} ${what}`
      const times = (own.get(name)?.times ?? 0) + 1
      own.delete(name)
      own.set(name, { kind, what, times, at })
      const [oldest] = own.keys()
      if (own.size > mostEach && oldest !== undefined) own.delete(oldest)
    },

    /** Those of the last 24 hours, the latest first. */
    lately(project: string, now: number): PageRefusal[] {
      return [...(kept.get(project)?.values() ?? [])].filter(({ at }) => at > now - shownForMs).reverse()
    },
  }
}

const prefixLength = 'client_'.length + 5

/** A key as it may be shown: its beginning, which finds it in a page's source and opens nothing. */
export const keyPrefix = (key: string): string => key.slice(0, prefixLength).replace(/[^\w-]/g, '?')
