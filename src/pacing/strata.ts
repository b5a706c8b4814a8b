/** Days (since 1970-01-01 in UTC) that are looked at together: how many people belong to them, and how many to look at. */
export type Stratum = { from: number; to: number; people: number; look: number }

const mostStrata = 32

/**
 * How to look at about `most` of the people who are counted by day: at everybody where that is enough, else at the same
 * part of each stretch of days, so that those who are looked at stand for all.
 */
export function strataOf(byDay: ReadonlyMap<number, number>, most: number): Stratum[] {
  const days = [...byDay].sort(([one], [other]) => one - other)
  const total = days.reduce((sum, [, people]) => sum + people, 0)
  const length = total <= most ? Math.max(1, days.length) : Math.ceil(days.length / mostStrata)
  const strata: Stratum[] = []
  for (let i = 0; i < days.length; i += length) {
    const some = days.slice(i, i + length)
    const people = some.reduce((sum, [, count]) => sum + count, 0)
    const look = total <= most ? people : Math.max(1, Math.round((people * most) / total))
    strata.push({ from: some[0]?.[0] ?? 0, to: some.at(-1)?.[0] ?? 0, people, look })
  }
  return strata
}
