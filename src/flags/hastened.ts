import type { PolicyGroup } from '../pacing/policy-key.ts'
import { arrivalsOf, type Timeline } from '../pacing/release-clock.ts'
import { admits, carriedAt, drawsIn } from './draws.ts'
import type { Flag } from './flag.ts'

/**
 * How many people get something earlier than they chose, once a draft is published as the newest revision of `drafted`:
 * a security or urgent change brings along what it stands on, and an urgent one comes itself through pace and holds.
 * `calm`: the same draft, not urgent. What somebody has at `now` (ms) comes no earlier.
 */
export function hastened(
  drafted: Flag,
  calm: Flag,
  ladder: readonly string[],
  groups: readonly PolicyGroup[],
  now: number,
): number {
  const newest = drafted.revisions.length
  const draft = drafted.revisions[newest - 1]
  if (!draft || (!draft.urgent && draft.class !== 'security')) return 0
  const [forced, paced] = [drafted, calm].map((flag) => ladder.map((channel) => drawsIn(flag, ladder, channel)))
  let people = 0
  for (const group of groups) {
    const rung = Math.max(0, ladder.indexOf(group.policy.channel))
    for (const [i, { share, timeline }] of (forced?.[rung] ?? []).entries()) {
      const other = paced?.[rung]?.[i]?.timeline ?? timeline
      if (isHastened(group.policy, timeline, other)) people += group.people * share
    }
  }
  return Math.round(people)

  function isHastened(policy: PolicyGroup['policy'], timeline: Timeline, other: Timeline): boolean {
    const then = arrivalsOf(timeline, policy)
    const without = arrivalsOf({ ...timeline, changes: timeline.changes.slice(0, -1) }, policy)
    const earlier = (revision: number, chosen: number) => carriedAt(then, revision) < chosen && chosen > now
    const brought = without.some((_, i) => {
      const isTheirs = admits({ ...timeline, changes: timeline.changes.slice(0, -1) }, i + 1)
      return isTheirs && timeline.changes[i]?.withdrawnAt == null && earlier(i + 1, carriedAt(without, i + 1))
    })
    return brought || (draft?.urgent === true && earlier(newest, carriedAt(arrivalsOf(other, policy), newest)))
  }
}
