import { keepAt, keeping, previewAt } from '../pacing/own-acts.ts'
import type { Change } from '../pacing/release-clock.ts'
import { bucket } from './bucket.ts'
import type { Flag } from './flag.ts'
import { type Person, type Standing, standingOf } from './standing.ts'

/** What a subject stepped back to by themselves, until when (ms) if there is an end. */
type StepBack = { by: 'step-back' | 'preview'; until?: number }

/**
 * What is in effect for one person: what the clock gives, or the older revision that they asked for. `asked`: the step
 * back that stands; `back`: the same where it makes a difference now.
 */
export type InEffect = { draw: number; standing: Standing; revision: number; asked?: StepBack; back?: StepBack }

/**
 * When a revision that is not in effect will be, by itself or carried by a later one (ms; Infinity: nobody can say):
 * not before the end of what its person stepped back to, but for what an urgent or security change brings.
 */
export function dueAt({ standing: { timeline, arrivals }, asked }: InEffect, revision: number): number {
  const least = (counts: (change: Change) => boolean) =>
    Math.min(
      ...arrivals.map((at, i) => {
        const change = timeline.changes[i]
        return at !== null && i + 1 >= revision && change && counts(change) ? at : Infinity
      }),
    )
  const carried = least(() => true)
  if (!asked) return carried
  const forced = least((change) => change.urgent === true || change.class === 'security')
  return Math.min(forced, Math.max(carried, asked.until ?? Infinity))
}

/** The release clock's answer for one person, with what they stepped back from themselves. */
export function inEffect(flag: Flag, person: Person, ladder: readonly string[], now: number): InEffect {
  const draw = bucket(flag.salt, person.unit)
  const standing = standingOf(flag, person, ladder, draw, now)
  const own = flag.kind === 'paced' ? person.own?.[flag.key] : undefined
  const keep = previewAt(own, now) === false ? { revision: 0 } : keepAt(own, now)
  if (!keep) return { draw, standing, revision: standing.revision }
  const { timeline, arrivals, had } = standing
  const revision = keeping(keep.revision, standing.revision, timeline, arrivals, had, now)
  const asked: StepBack = 'to' in keep ? { by: 'step-back', until: keep.to } : { by: 'preview' }
  return { draw, standing, revision, asked, ...(revision < standing.revision && { back: asked }) }
}
