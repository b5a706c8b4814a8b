import { keepAt, keeping, previewAt } from '../pacing/own-acts.ts'
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
