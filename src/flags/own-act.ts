import { invalid, Problem } from '../base/problem.ts'
import { type OwnActs, previewAt, recent } from '../pacing/own-acts.ts'
import { hasArrived } from '../pacing/release-clock.ts'
import { dayMs } from '../pacing/zoned-time.ts'
import type { Flag, Revision } from './flag.ts'
import { inEffect } from './in-effect.ts'
import { offerAt } from './preview.ts'
import { openHalt } from './publish.ts'
import type { Person } from './standing.ts'

/** What a subject may do with one flag; each takes effect at `at` (ms) and ends what it takes the place of. */
const none: OwnActs = { pulls: [], keeps: [], previews: [] }

/** With one flag, within the time for which acts are kept. */
const mostActs = 100

/** "Get it now": the revision is theirs from `at` on, whatever reach and pace say. */
export function pulled(flag: Flag, acts: OwnActs = none, number: number, at: number): OwnActs {
  const revision = announced(flag, number)
  const halt = openHalt(flag, at)
  if (halt && halt.first <= revision.number) throw new Problem('conflict', 'Paused by the team')
  const before = withRoom(acts, at)
  return {
    ...before,
    pulls: [...ended(before.pulls, at), { revision: revision.number, from: at }],
    keeps: ended(before.keeps, at),
  }
}

/** Takes every "get it now" back. */
export const unpulled = (acts: OwnActs = none, at: number): OwnActs => ({ ...acts, pulls: ended(acts.pulls, at) })

/** "Keep the old one": what they had before revision `instead` stays until `until` (ms), at most `longestDays` ahead. */
export function keptOld(
  flag: Flag,
  acts: OwnActs = none,
  person: Person,
  ladder: readonly string[],
  { instead, until }: { instead: number; until: number },
  { at, longestDays }: { at: number; longestDays: number },
): OwnActs {
  const revision = announced(flag, instead)
  if (!Number.isSafeInteger(until) || until <= at) throw invalid('until', 'Choose a day that is still to come')
  if (until > at + longestDays * dayMs) throw invalid('until', `The old one can stay for at most ${longestDays} days`)
  const { standing } = inEffect(flag, person, ladder, at)
  let old = Math.min(revision.number - 1, standing.revision)
  while (old > 0 && !hasArrived(old, standing.arrivals, standing.had, at)) old--
  const before = withRoom(acts, at)
  return {
    ...before,
    keeps: [...ended(before.keeps, at), { revision: old, from: at, to: until }],
    pulls: ended(before.pulls, at),
  }
}

/** Lets the new one come after all. */
export const unkept = (acts: OwnActs = none, at: number): OwnActs => ({ ...acts, keeps: ended(acts.keeps, at) })

/** Switches a preview on or off, or leaves it to the team again (undefined). What is on may always be switched off. */
export function previewSwitched(flag: Flag, acts: OwnActs = none, on: boolean | undefined, at: number): OwnActs {
  if (on === true && !offerAt(flag, at)) throw new Problem('conflict', 'This cannot be tried at the moment')
  if (on === undefined) return { ...acts, previews: ended(acts.previews, at) }
  if (previewAt(acts, at) === on) return acts
  const before = previewAt(acts, at) ? recent(acts, at) : withRoom(acts, at)
  return { ...before, previews: [...ended(before.previews, at), { on, from: at }] }
}

/** The acts with room for one more; whoever presses again and again is refused before their choices grow without end. */
function withRoom(acts: OwnActs, at: number): OwnActs {
  const kept = recent(acts, at)
  if (kept.pulls.length + kept.keeps.length + kept.previews.length < mostActs) return kept
  throw new Problem(
    'limited',
    `You have changed your mind about this ${mostActs} times in half a year. You can still undo what you did last.`,
  )
}

/** What is not announced to users is for them as if it did not exist. */
function announced(flag: Flag, number: number): Revision {
  const revision = flag.revisions[number - 1]
  if (!revision?.announced || flag.kind !== 'paced') throw new Problem('missing', 'There is no such change')
  if (revision.withdrawnAt !== undefined) throw new Problem('conflict', 'The team has taken this back')
  return revision
}

/** The spans with those that still stand ended at `at`; one that would be empty is left out. */
function ended<Span extends { from: number; to?: number | undefined }>(spans: readonly Span[], at: number): Span[] {
  return spans
    .map((span) => (span.to === undefined || span.to > at ? { ...span, to: at } : span))
    .filter(({ from, to = at }) => from < to)
}
