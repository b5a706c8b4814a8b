import type { SeenRow } from '../exposures/exposure.ts'
import { hadBy } from '../flags/coming.ts'
import type { Evaluation } from '../flags/evaluate.ts'
import type { Flag } from '../flags/flag.ts'
import type { Person } from '../flags/standing.ts'
import type { Choices } from '../pacing/choices.ts'
import type { Asking } from './ask-budget.ts'

/** Something that was done to or with a flag at an instant (ms). */
type Moment = { flag: string; at: number }

/** What the server knows of one person when it decides whether to ask them; read without exposing them to anything. */
export type AskFacts = {
  now: number
  subject: string
  channel: string
  pace: string
  /** What they have of each flag now. */
  has: ReadonlyMap<string, { variant: string; isNew: boolean }>
  /** What they have seen, claims included. */
  seen: readonly SeenRow[]
  /** When they last came to be on another channel (ms). */
  channelChangedAt?: number
  previewsOff: readonly Moment[]
  arrivals: readonly Moment[]
  asking: Asking
  /** The surveys that they have completed. */
  completed: ReadonlySet<string>
}

/** All flags as one person has them at one instant (ms), with what they have chosen. */
type Evaluated = {
  at: number
  choices: Choices
  person: Person
  flags: readonly Flag[]
  evaluations: readonly Pick<Evaluation, 'variant'>[]
}

type Known = Pick<AskFacts, 'seen' | 'asking' | 'completed'>

/** The facts of somebody, from all flags as they have them. */
export function factsOf(
  { at: now, choices, person, flags, evaluations }: Evaluated,
  ladder: readonly string[],
  known: Known,
): AskFacts {
  const { channel, pace } = choices.policy
  const changedAt = channelChangedAt(choices, now)
  const has = flags.flatMap(({ key, off }, i) => {
    const variant = evaluations[i]?.variant
    return variant === undefined ? [] : [[key, { variant, isNew: variant !== off }] as const]
  })
  return {
    ...{ now, subject: person.unit, channel, pace, has: new Map(has), ...known },
    ...(changedAt !== undefined && { channelChangedAt: changedAt }),
    previewsOff: previewsOff(choices, now),
    arrivals: hadBy(flags, person, ladder, now).map(({ flag, at }) => ({ flag, at })),
  }
}

function channelChangedAt({ policy, marks }: Choices, now: number): number | undefined {
  const channels = [...marks.map((mark) => mark.policy.channel), policy.channel]
  return marks.findLast(({ until }, i) => until <= now && channels[i] !== channels[i + 1])?.until
}

/** Every preview that was switched off; one that was on and is now left to the team was too. */
function previewsOff({ own }: Choices, now: number): Moment[] {
  return Object.entries(own).flatMap(([flag, { previews }]) =>
    previews
      .map(({ on, from, to }) => ({ flag, at: on ? (to ?? Number.POSITIVE_INFINITY) : from }))
      .filter(({ at }) => at <= now),
  )
}
