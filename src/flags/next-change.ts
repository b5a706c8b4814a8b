import type { Flag } from './flag.ts'
import { inEffect } from './in-effect.ts'
import type { Person } from './standing.ts'

type Span = { from: number; to?: number | undefined }

/**
 * The first instant (ms) after `now` at which these flags may give this person something else although nobody does
 * anything: an arrival, the end of "keep the old one", of a kill switch or of an offer, or what was done in this very
 * millisecond, for it takes effect in the next; null: none can be foreseen. It tells of quiet changes too, so it never
 * leaves the server.
 */
export function nextChangeAt(
  flags: readonly Flag[],
  person: Person,
  ladder: readonly string[],
  now: number,
): number | null {
  const instants = flags.flatMap((flag) => {
    const { standing } = inEffect(flag, person, ladder, now)
    const { pulls = [], keeps = [], previews = [] } = person.own?.[flag.key] ?? {}
    const spans: Span[] = [...flag.kills, ...(flag.offers ?? []), ...pulls, ...keeps, ...previews]
    const withdrawals = flag.revisions.map(({ withdrawnAt }) => withdrawnAt)
    return [...standing.arrivals, ...withdrawals, ...spans.flatMap(({ from, to }) => [from, to])]
  })
  const ahead = instants.filter((at): at is number => at != null && at > now)
  return ahead.length ? Math.min(...ahead) : null
}
