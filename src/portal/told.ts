import { type Coming, comingTo, type Having, hadBy } from '../flags/coming.ts'
import type { Flag } from '../flags/flag.ts'
import type { Person } from '../flags/standing.ts'

/** One announced change as one person is told of it: theirs since `at` (ms), or on its way to them. */
export type Told = ({ has: true } & Having) | ({ has: false } & Coming)

/** What one person is told at `now` (ms) of one revision, whatever else was announced; nothing of what is not for them. */
export function toldOf(
  flag: Flag,
  number: number,
  person: Person,
  ladder: readonly string[],
  now: number,
): Told | undefined {
  const revisions = flag.revisions.map((one) => (one.number === number ? one : { ...one, announced: false }))
  const alone = [{ ...flag, revisions }]
  const [having] = hadBy(alone, person, ladder, now)
  if (having) return { has: true, ...having }
  const [coming] = comingTo(alone, person, ladder, now)
  return coming && { has: false, ...coming }
}
