import { keepAt, previewAt } from '../pacing/own-acts.ts'
import { bucket } from './bucket.ts'
import { admits, carriedAt } from './draws.ts'
import type { Flag, Revision } from './flag.ts'
import { type Clocked, clockedFor, type Person } from './standing.ts'

/** When somebody gets a revision (ms; Infinity: no date), by the clock and by what they did themselves. */
export type Arrival = {
  at: number
  /** Whether reach, or something they had before, lets them have it at all. */
  isLetIn: boolean
  /** The end of "keep the old one", where it is that which they wait for. */
  keptUntil?: number
  /** They switched it off themselves. */
  isSwitchedOff?: boolean
}

/** When a revision is there (ms), by the clock or because it, or a later one, is had anyway; Infinity: no date. */
export const givenAt = ({ arrivals, had }: Pick<Clocked, 'arrivals' | 'had'>, revision: number): number =>
  had.reduce(
    (least, one) => (one.revision >= revision ? Math.min(least, one.at) : least),
    carriedAt(arrivals, revision),
  )

/** One person's arrival as things stand at `now` (ms); what is past is told as it was for them. */
export function oneArrival(
  flag: Flag,
  person: Person,
  ladder: readonly string[],
  revision: number,
  now: number,
): Arrival {
  const draw = bucket(flag.salt, person.unit)
  const clocked = clockedFor(flag, person, ladder, draw, now)
  const given = Math.min(givenAt(clocked, revision), givenBefore())
  const isLetIn = given < Infinity || admits(clocked.timeline, revision)
  const own = flag.kind === 'paced' ? person.own?.[flag.key] : undefined
  const keep = keepAt(own, now)
  const isSwitchedOff = previewAt(own, now) === false
  if (!isSwitchedOff && (keep === undefined || keep.revision >= revision)) return { at: given, isLetIn }

  const forced = Math.min(
    ...flag.revisions
      .slice(revision - 1)
      .filter(isForced)
      .map(arrivalOf),
  )
  if (isSwitchedOff || keep === undefined) return { at: forced, isLetIn, isSwitchedOff: forced > now && isLetIn }
  const at = Math.min(forced, Math.max(given, keep.to))
  return { at, isLetIn, ...(at === keep.to && { keptUntil: at }) }

  function arrivalOf({ number }: Revision): number {
    const instants = clocked.had.filter((one) => one.revision === number).map(({ at }) => at)
    return Math.min(clocked.arrivals[number - 1] ?? Infinity, ...instants)
  }

  /** When an earlier policy of theirs gave it to them. */
  function givenBefore(): number {
    if (!clocked.had.some((one) => one.revision >= revision)) return Infinity
    for (const [i, { policy, until }] of person.marks.entries()) {
      if (until <= (flag.revisions[revision - 1]?.at ?? Infinity)) continue
      const then = { ...person, policy, marks: person.marks.slice(0, i), own: {} }
      const at = givenAt(clockedFor(flag, then, ladder, draw, now), revision)
      if (at < until) return at
    }
    return Infinity
  }
}

/** Nothing that somebody keeps or switches off holds such a change back. */
const isForced = ({ urgent, class: changeClass, withdrawnAt }: Revision) =>
  withdrawnAt === undefined && (urgent || changeClass === 'security')
