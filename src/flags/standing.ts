import type { Floors } from '../pacing/choices.ts'
import { hadAt } from '../pacing/marks.ts'
import type { Mark, Policy } from '../pacing/policy.ts'
import { arrivalsOf, type Had, revisionAt, type Timeline } from '../pacing/release-clock.ts'
import type { Flag } from './flag.ts'
import { timelineFor } from './reach.ts'

/** Whom a flag is evaluated for: the unit that is drawn for, and what they have chosen. */
export type Person = { unit: string; policy: Policy; marks: readonly Mark[]; floors?: Floors }

/** Where one person stands with one flag: what has reached them, and what is on its way (ms; null: not foreseeable). */
export type Standing = { revision: number; timeline: Timeline; arrivals: (number | null)[]; had: readonly Had[] }

/** The release clock asked for one person, as if their draw had been `bucket`. */
export function standingOf(
  flag: Flag,
  person: Person,
  ladder: readonly string[],
  bucket: number,
  now: number,
): Standing {
  const { policy, marks, floors } = person
  const floor = floors?.[flag.key]?.[policy.channel]
  const timelineIn = (channel: string) => timelineOf(flag, ladder, channel, bucket)
  const timeline = timelineIn(policy.channel)
  const had = flag.kind === 'operational' ? [] : hadAt(timelineIn, ladder, policy.channel, marks, now, floor)
  return {
    timeline,
    had,
    arrivals: arrivalsOf(asSeenFrom(timeline, now), policy, had),
    revision: revisionAt(timeline, policy, now, had),
  }
}

/** What is withdrawn only after `now` still stands then, so that the past can be told as it was. */
function asSeenFrom({ changes, halts }: Timeline, now: number): Timeline {
  const seen = changes.map((change) =>
    change.withdrawnAt != null && change.withdrawnAt > now ? { ...change, withdrawnAt: null } : change,
  )
  return { changes: seen, halts }
}

/** Pace and halts are not for an operational flag: each of its changes acts like an urgent one. */
function timelineOf(flag: Flag, ladder: readonly string[], channel: string, bucket: number): Timeline {
  const timeline = timelineFor(flag, ladder, channel, bucket)
  if (flag.kind === 'paced') return timeline
  return { changes: timeline.changes.map((change) => ({ ...change, urgent: true })), halts: [] }
}
