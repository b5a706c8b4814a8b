import type { Bounds } from '../projects/bounds.ts'
import { moveFrom, standsFor } from '../projects/ladder.ts'
import type { Project } from '../projects/project.ts'
import { type Clamp, type Clamped, clamped } from './clamped.ts'
import type { Mark, Policy } from './policy.ts'

/** What a project says over its people's heads, and said before. */
export type Ruling = Pick<Project, 'bounds' | 'default' | 'past' | 'removed'>

/**
 * The policy in force, the ones that were so before it, and what the bounds take off it. `ended`: the marks with each on
 * the channel of its day, as they are stored, for the past is told by them.
 */
export type InForce = { policy: Policy; marks: readonly Mark[]; ended: readonly Mark[]; clamped: readonly Clamp[] }

/**
 * What is in force for somebody who chose `chosen` (undefined: who follows the project's default, since the instant
 * `since` (ms), if that is known). Each time the project's rules changed it for them, what had been in force until then
 * is kept as a mark: so nobody loses by it. It depends on nothing but what is stored, so that whoever has not been
 * written anew yet has the same as whoever has.
 */
export function inForce(
  ruling: Ruling,
  chosen: Policy | undefined,
  marks: readonly Mark[] = [],
  since = chosen?.since,
): InForce {
  const { past, removed } = ruling
  const turns = [...past.map(({ until }) => until), ...removed.map(({ at }) => at)]
    .filter((turn) => since === undefined || turn > since)
    .sort((a, b) => a - b)
  let { policy, clamped: taken } = ruledAt(ruling, chosen, since)
  const added: Mark[] = []
  for (const turn of turns) {
    const next = ruledAt(ruling, chosen, turn)
    taken = next.clamped
    if (isSame(next.policy, policy)) continue
    added.push({ policy, until: turn, ...(chosen === undefined && { byDefault: true }) })
    policy = { ...next.policy, since: turn }
  }
  const ended = [...marks, ...added]
  return { policy, marks: onLadder(ended, removed), ended, clamped: taken }
}

/**
 * What is to be stored for somebody whose channel is no more, with the instant (ms) of the move; undefined where nothing
 * is to be moved. What is in force is the same before and after.
 */
export function movedFrom(
  ruling: Ruling,
  chosen: Policy,
  marks: readonly Mark[],
): { policy: Policy; marks: Mark[]; at: number } | undefined {
  const move = moveFrom(ruling.removed, chosen.channel)
  if (!move) return undefined
  const kept = inForce(ruling, chosen, marks).ended.filter(({ until }) => until <= move.at)
  const since = Math.max(move.at, chosen.since ?? move.at)
  return { policy: { ...chosen, channel: move.to, since }, marks: kept, at: move.at }
}

/** The removals of channels that took along whoever followed the project's default. */
export const movingDefault = (ruling: Ruling): Ruling['removed'] =>
  ruling.removed.filter(({ key, at }) => rulesAt(ruling, at - 1).default.channel === key)

function ruledAt(ruling: Ruling, chosen: Policy | undefined, at: number | undefined): Clamped {
  const { bounds, default: byDefault } = at === undefined ? (ruling.past[0] ?? ruling) : rulesAt(ruling, at)
  const asked = chosen ?? { ...byDefault, ...(at !== undefined && { since: at }) }
  const channel = standsFor(ruling.removed, asked.channel, at ?? Number.NEGATIVE_INFINITY)
  return clamped(channel === asked.channel ? asked : { ...asked, channel }, bounds, boundsSince(ruling, bounds, at))
}

/** Since when (ms) these bounds hold without a break at an instant; holds that were over by then are as they were. */
function boundsSince({ past }: Ruling, bounds: Bounds, at = Number.NEGATIVE_INFINITY): number | undefined {
  if (past.length === 0) return undefined
  const same = JSON.stringify(bounds)
  return past.findLast((one) => one.until <= at && JSON.stringify(one.bounds) !== same)?.until
}

const rulesAt = ({ past, ...now }: Ruling, at: number) => past.find(({ until }) => until > at) ?? now

/** The marks of those who were on a removed channel, on the one to which they moved. */
export function onLadder(marks: readonly Mark[], removed: Ruling['removed']): readonly Mark[] {
  if (removed.length === 0) return marks
  return marks.map((mark) => ({
    ...mark,
    policy: { ...mark.policy, channel: standsFor(removed, mark.policy.channel) },
  }))
}

const isSame = ({ since: _one, ...one }: Policy, { since: _other, ...other }: Policy) =>
  JSON.stringify(one) === JSON.stringify(other)
