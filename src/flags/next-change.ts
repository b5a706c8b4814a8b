import type { Flag } from './flag.ts'
import { inEffect } from './in-effect.ts'
import type { Person } from './standing.ts'

/**
 * The first instant (ms) after `now` at which these flags may give this person something else although nobody does
 * anything: an arrival, or the end of "keep the old one", of a kill switch or of an offer; null: none can be foreseen.
 * It tells of quiet changes too, so it never leaves the server.
 */
export function nextChangeAt(
  flags: readonly Flag[],
  person: Person,
  ladder: readonly string[],
  now: number,
): number | null {
  const instants = flags.flatMap((flag) => {
    const { standing } = inEffect(flag, person, ladder, now)
    const own = person.own?.[flag.key]
    const ends = [...flag.kills, ...(flag.offers ?? []), ...(own?.keeps ?? [])].map(({ to }) => to)
    return [...standing.arrivals, ...ends]
  })
  const ahead = instants.filter((at): at is number => at != null && at > now)
  return ahead.length ? Math.min(...ahead) : null
}
