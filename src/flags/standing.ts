import { type Choices, choicesAt, type Floors } from '../pacing/choices.ts'
import { hadAt } from '../pacing/marks.ts'
import { type Own, pullsAt } from '../pacing/own-acts.ts'
import type { Mark, Policy } from '../pacing/policy.ts'
import { arrivalsOf, type Had, lastArrived, revisionAt, type Timeline } from '../pacing/release-clock.ts'
import { arrivalCache } from './arrival-cache.ts'
import type { Flag } from './flag.ts'
import { timelineOf } from './flag-timeline.ts'

/** Whom a flag is evaluated for: the unit that is drawn for, and what they have chosen. */
export type Person = { unit: string; policy: Policy; marks: readonly Mark[]; floors?: Floors; own?: Own }

/** A unit with what it had chosen at an instant (ms). */
export function personAt(unit: string, choices: Choices, instant: number): Person {
  const { policy, marks, floors, own } = choicesAt(choices, instant)
  return { unit, policy, marks, floors, own }
}

/** What the release clock says of one person and one flag, whatever the time is: arrivals in ms, null: not foreseeable. */
export type Clocked = { timeline: Timeline; arrivals: (number | null)[]; had: readonly Had[] }

/** Where one person stands with one flag at an instant. */
export type Standing = Clocked & { revision: number }

const cached = arrivalCache<Clocked>()

/** The release clock asked for one person, as if their draw had been `bucket`. */
export function standingOf(
  flag: Flag,
  whoever: Person,
  ladder: readonly string[],
  bucket: number,
  now: number,
): Standing {
  const person = withoutIdleMarks(flag, whoever)
  const { since } = person.policy
  const isSettled = flag.revisions.every(({ withdrawnAt }) => withdrawnAt === undefined || withdrawnAt <= now)
  if (!isSettled || (since !== undefined && now < since)) {
    const clocked = clockedFor(flag, person, ladder, bucket, now)
    return { ...clocked, revision: revisionAt(clocked.timeline, person.policy, now, clocked.had) }
  }
  const whenever = isFreeAt(flag, person.policy)
  const pulls = pullsAt(person.own?.[flag.key], now)
  const clocked = cached(flag, person, pulls, ladder, bucket, whenever, () => {
    const shared = whenever ? { ...person, policy: withoutSince(person.policy) } : person
    return clockedFor(flag, shared, ladder, bucket, now)
  })
  const { timeline, had } = clocked
  const arrivals = since === undefined ? clocked.arrivals : notBefore(since, clocked.arrivals)
  return { timeline, had, arrivals, revision: lastArrived(arrivals, had, now) }
}

/** The same, computed anew. */
export function clockedFor(
  flag: Flag,
  person: Person,
  ladder: readonly string[],
  bucket: number,
  now: number,
): Clocked {
  const { policy, marks, floors } = person
  const timelineIn = (channel: string) => timelineOf(flag, ladder, channel, bucket)
  const timeline = timelineIn(policy.channel)
  const pulls = [...(floors?.[flag.key]?.[policy.channel] ?? []), ...pullsAt(person.own?.[flag.key], now)]
  const had = flag.kind === 'operational' ? [] : hadAt(timelineIn, ladder, policy.channel, marks, now, pulls)
  return { timeline, had, arrivals: arrivalsOf(asSeenFrom(timeline, now), policy, had) }
}

/** What is withdrawn only after `now` still stands then, so that the past can be told as it was. */
function asSeenFrom({ changes, halts }: Timeline, now: number): Timeline {
  const seen = changes.map((change) =>
    change.withdrawnAt != null && change.withdrawnAt > now ? { ...change, withdrawnAt: null } : change,
  )
  return { changes: seen, halts }
}

/**
 * Whether it does not matter when this was chosen, so that all who chose the same can share what is computed: seen from
 * later than the choice, `since` only says that nothing came before it, unless something was blocked at that instant,
 * or a security change by then brought something along that a later change stands on: that one's slot is after it.
 */
function isFreeAt({ halts, revisions }: Flag, { since, holds }: Policy): boolean {
  if (since === undefined || holds?.length) return false
  if (revisions.slice(1, -1).some(({ class: changeClass, at }) => changeClass === 'security' && at < since))
    return false
  return halts.every(({ from, to }) => since < from || (to !== undefined && to <= since))
}

const withoutSince = ({ since: _, ...policy }: Policy): Policy => policy

const isBefore = (at: number | null, since: number) => at !== null && at < since

const notBefore = (since: number, arrivals: (number | null)[]) =>
  arrivals.some((at) => isBefore(at, since)) ? arrivals.map((at) => (isBefore(at, since) ? since : at)) : arrivals

/** Policies that ended before anything was out gave nothing: most people so have no past with a newer flag. */
function withoutIdleMarks({ revisions }: Flag, person: Person): Person {
  const last = person.marks.at(-1)
  const out = revisions[0]?.steps[0]?.at ?? Infinity
  return last !== undefined && last.until < out ? { ...person, marks: noMarks } : person
}

const noMarks: readonly Mark[] = []
