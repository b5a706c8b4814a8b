import { arrivalsOf } from '../pacing/release-clock.ts'
import { bucket } from './bucket.ts'
import type { Chosen } from './chosen.ts'
import { admits, drawsIn } from './draws.ts'
import type { Flag } from './flag.ts'
import { givenAt } from './one-arrival.ts'
import { type Clocked, clockedFor } from './standing.ts'

/** What the clock says of the same people: with the draft, without it, and with the draft were it not urgent. */
type Compared = Record<'drafted' | 'before' | 'calm', Clocked>

/**
 * How many people get something earlier than they chose, once a draft is published as the newest revision of `drafted`:
 * a security or urgent change brings along what it stands on, and an urgent one comes itself through pace and holds.
 * `calm`: the same draft, not urgent. What somebody has at `now` (ms) comes no earlier.
 */
export function hastened(
  drafted: Flag,
  calm: Flag,
  ladder: readonly string[],
  { groups, ones }: Chosen,
  now: number,
): number {
  const newest = drafted.revisions.length
  const draft = drafted.revisions[newest - 1]
  if (!draft || (!draft.urgent && draft.class !== 'security')) return 0
  const before = { ...drafted, revisions: drafted.revisions.slice(0, -1) }
  const [withDraft, ofCalm] = [drafted, calm].map((flag) => ladder.map((channel) => drawsIn(flag, ladder, channel)))
  let people = 0
  for (const { policy, people: some } of groups) {
    const rung = Math.max(0, ladder.indexOf(policy.channel))
    for (const [i, { share, timeline }] of (withDraft?.[rung] ?? []).entries()) {
      const without = { ...timeline, changes: timeline.changes.slice(0, -1) }
      const [of, other] = [timeline, ofCalm?.[rung]?.[i]?.timeline ?? timeline]
      const clocked = (one: Clocked['timeline']) => ({ timeline: one, arrivals: arrivalsOf(one, policy), had: [] })
      if (isHastened({ drafted: clocked(of), before: clocked(without), calm: clocked(other) })) people += some * share
    }
  }
  for (const { person, people: some } of ones) {
    const draw = bucket(drafted.salt, person.unit)
    const clocked = (flag: Flag) => clockedFor(flag, person, ladder, draw, now)
    if (isHastened({ drafted: clocked(drafted), before: clocked(before), calm: clocked(calm) })) people += some
  }
  return Math.round(people)

  function isHastened(compared: Compared): boolean {
    const { timeline } = compared.before
    const earlier = (revision: number, chosen: number) => givenAt(compared.drafted, revision) < chosen && chosen > now
    const brought = timeline.changes.some(
      ({ withdrawnAt }, i) =>
        withdrawnAt == null && admits(timeline, i + 1) && earlier(i + 1, givenAt(compared.before, i + 1)),
    )
    return brought || (draft?.urgent === true && earlier(newest, givenAt(compared.calm, newest)))
  }
}
