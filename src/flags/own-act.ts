import { invalid, Problem } from '../base/problem.ts'
import type { OwnActs } from '../pacing/own-acts.ts'
import { dayMs } from '../pacing/zoned-time.ts'
import type { Flag, Revision } from './flag.ts'
import { inEffect } from './in-effect.ts'
import { offerAt } from './preview.ts'
import { openHalt } from './publish.ts'
import type { Person } from './standing.ts'

/** What a subject may do with one flag; each takes effect at `at` (ms) and ends what it takes the place of. */
const none: OwnActs = { pulls: [], keeps: [], previews: [] }

/** "Get it now": the revision is theirs from `at` on, whatever reach and pace say. */
export function pulled(flag: Flag, acts: OwnActs = none, number: number, at: number): OwnActs {
  const revision = announced(flag, number)
  const halt = openHalt(flag, at)
  if (halt && halt.first <= revision.number) throw new Problem('conflict', 'Paused by the team')
  return {
    ...acts,
    pulls: [...ended(acts.pulls, at), { revision: revision.number, from: at }],
    keeps: ended(acts.keeps, at),
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
  if (until <= at) throw invalid('until', 'Choose a day that is still to come')
  if (until > at + longestDays * dayMs) throw invalid('until', `The old one can stay for at most ${longestDays} days`)
  const { standing } = inEffect(flag, person, ladder, at)
  const arrived = (number: number) =>
    (standing.arrivals[number - 1] ?? Number.POSITIVE_INFINITY) <= at ||
    standing.had.some((had) => had.revision === number && had.at <= at)
  let old = Math.min(revision.number - 1, standing.revision)
  while (old > 0 && !arrived(old)) old--
  return {
    ...acts,
    keeps: [...ended(acts.keeps, at), { revision: old, from: at, to: until }],
    pulls: ended(acts.pulls, at),
  }
}

/** Lets the new one come after all. */
export const unkept = (acts: OwnActs = none, at: number): OwnActs => ({ ...acts, keeps: ended(acts.keeps, at) })

/** Switches a preview on or off, or leaves it to the team again (undefined). Off is always allowed. */
export function previewSwitched(flag: Flag, acts: OwnActs = none, on: boolean | undefined, at: number): OwnActs {
  if (on === true && !offerAt(flag, at)) throw new Problem('conflict', 'This cannot be tried at the moment')
  const previews = ended(acts.previews, at)
  return { ...acts, previews: on === undefined ? previews : [...previews, { on, from: at }] }
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
