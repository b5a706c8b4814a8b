import type { Flag, Revision } from './flag.ts'
import { dealt, givenBy, isSplit } from './given-by.ts'
import { heldBackBy } from './held-back.ts'
import { dueAt, inEffect } from './in-effect.ts'
import { openKill } from './publish.ts'
import { percentIn } from './reach.ts'
import type { Person } from './standing.ts'
import type { WhyStep } from './why.ts'

/** An announced change that is on its way to one person; `at` (ms) is null where nobody can say yet. */
export type Coming = {
  flag: string
  revision: number
  title: string
  sentence: string
  at: number | null
  why: WhyStep
}

/** An announced change that one person has now, since `at` (ms). */
export type Having = { flag: string; revision: number; title: string; sentence: string; at: number; why: WhyStep }

/**
 * The announced changes that are out in a person's channel and have not reached them, soonest first; who is not in
 * the draw hears nothing of it.
 */
export function comingTo(flags: readonly Flag[], person: Person, ladder: readonly string[], now: number): Coming[] {
  const found = flags.flatMap((flag) => (isHeardOf(flag, now) ? comingOf(flag, person, ladder, now) : []))
  return found.sort((a, b) => (a.at ?? Number.MAX_VALUE) - (b.at ?? Number.MAX_VALUE))
}

/** The newest announced change of each flag that has reached a person, newest first. */
export function hadBy(flags: readonly Flag[], person: Person, ladder: readonly string[], now: number): Having[] {
  const found = flags.flatMap((flag): Having[] => {
    if (!isHeardOf(flag, now)) return []
    const { standing, revision } = inEffect(flag, person, ladder, now)
    const { arrivals, had } = standing
    const told = flag.revisions.slice(0, revision).findLast((revision) => isTold(revision, flag, person))
    if (!told) return []
    const later = [
      ...arrivals.slice(told.number - 1),
      ...had.filter((h) => h.revision >= told.number).map(({ at }) => at),
    ]
    const at = Math.min(...later.filter((instant): instant is number => instant !== null && instant <= now))
    const why: WhyStep = isSplit(told)
      ? { step: 'split', outcome: 'decided', revision: told.number }
      : givenBy(flag, told.number, person.policy, ladder, standing, now)
    return [{ ...textOf(flag, told), at, why }]
  })
  return found.sort((a, b) => b.at - a.at)
}

function comingOf(flag: Flag, person: Person, ladder: readonly string[], now: number): Coming[] {
  const effect = inEffect(flag, person, ladder, now)
  const { draw, standing, revision: inForce, asked } = effect
  const reaches = ({ steps, withdrawnAt }: Revision) =>
    withdrawnAt === undefined && draw < percentIn(steps, ladder, person.policy.channel, now)
  const last = flag.revisions.findLast(reaches)?.number ?? 0
  const out = flag.revisions
    .slice(inForce, Math.max(inForce, last))
    .filter((revision) => isTold(revision, flag, person))
  // A later revision carries the earlier ones: the person hears of each, at the instant at which it is theirs.
  return out.flatMap((revision): Coming[] => {
    const due = dueAt(effect, revision.number)
    const why: WhyStep =
      asked && due === asked.until
        ? { step: 'step-back', outcome: 'decided', revision: revision.number }
        : heldBackBy(revision.number, false, standing, person.policy, now)
    if (due < Infinity) return [{ ...textOf(flag, revision), at: due, why: { ...why, until: due } }]
    // Who has switched it off themselves does not wait for it.
    return asked?.by === 'preview' ? [] : [{ ...textOf(flag, revision), at: null, why }]
  })
}

const isHeardOf = (flag: Flag, now: number) => flag.kind === 'paced' && !openKill(flag, now)

/** Announced, still standing, and not to somebody whom chance leaves with what they had. */
const isTold = (revision: Revision, flag: Flag, { unit }: Person) =>
  revision.announced &&
  revision.withdrawnAt === undefined &&
  !(isSplit(revision) && dealt(flag, revision, unit) === flag.off)

const textOf = (flag: Flag, { number, title, sentence }: Revision) => ({
  flag: flag.key,
  revision: number,
  title: title ?? flag.title,
  sentence: sentence ?? '',
})
