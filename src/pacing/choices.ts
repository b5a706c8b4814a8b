import type { Clamp } from './clamped.ts'
import { inForce, type Ruling } from './in-force.ts'
import type { Own } from './own-acts.ts'
import type { Mark, Policy } from './policy.ts'
import type { Had } from './release-clock.ts'

/** What the oldest marks had given, by timeline and channel, once there were too many of them to keep. */
export type Floors = Record<string, Record<string, Had[]>>

/**
 * What a subject has chosen, and the policies they had before; without a choice, the project's default. `clamped`: what
 * the project's bounds take off the choice, left out where that is nothing.
 */
export type Choices = {
  policy: Policy
  marks: readonly Mark[]
  floors: Floors
  own: Own
  chosen: boolean
  clamped?: readonly Clamp[]
}

/** The policies before, each on the channel of its day: what is stored with the next one. */
export type Ended = { ended: readonly Mark[] }

/**
 * The choices of who follows the project's default: who never chose, or has gone back to it after the last of `marks`.
 * `since`: when the subject was first seen (ms); left out for a unit that nobody vouches for.
 */
export function defaultChoices(ruling: Ruling, since?: number, marks: readonly Mark[] = []): Choices & Ended {
  const from = followedSince(marks, since)
  return { ...inForce(ruling, undefined, marks, from), floors: {}, own: {}, chosen: false }
}

function followedSince(marks: readonly Mark[], since?: number): number | undefined {
  const returned = marks.at(-1)?.until
  return returned === undefined ? since : Math.max(returned, since ?? returned)
}

/** The choices of whoever did this; `since`: when they were first seen (ms). */
export function choicesOf(
  ruling: Ruling,
  { policy, marks, floors, own }: Pick<Choices, 'marks' | 'floors' | 'own'> & { policy?: Policy },
  since: number,
): Choices & Ended {
  if (!policy) return { ...defaultChoices(ruling, since, marks), floors, own }
  return { ...inForce(ruling, policy, marks), floors, own, chosen: true }
}

/** What the choices were at an instant (ms): the first policy that ended after it, with the marks before. */
export function choicesAt(choices: Choices, instant: number): Choices {
  const { marks } = choices
  const index = marks.findIndex(({ until }) => until > instant)
  const mark = marks[index]
  if (!mark) return choices
  return { ...choices, policy: mark.policy, marks: marks.slice(0, index), chosen: !mark.byDefault && index > 0 }
}
