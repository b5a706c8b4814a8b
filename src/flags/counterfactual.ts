import { remark } from '../pacing/marks.ts'
import { type PaceName, paceName } from '../pacing/policy.ts'
import type { Coming } from './coming.ts'
import type { Flag } from './flag.ts'
import { dueAt, inEffect } from './in-effect.ts'
import type { Person } from './standing.ts'

/** Another choice and when a change would come with it (ms); `null`: at once. */
export type Otherwise = ({ channel: string } | { pace: PaceName }) & { at: number | null }

/**
 * What the person may choose: of all channels, from the most cautious on (`ladder`), those whose door is open to them,
 * and the paces that are offered.
 */
export type Offered = { ladder: readonly string[]; open: readonly string[]; paces: readonly PaceName[] }

/**
 * The nearest other choice with which a change on its way to a person would come sooner: the next bolder channel that
 * is open to them, the next sooner pace, then those beyond; of two equally near ones the one that gives it first.
 */
export function otherwiseOf(
  flag: Flag,
  { revision, at }: Pick<Coming, 'revision' | 'at'>,
  person: Person,
  { ladder, open, paces }: Offered,
  now: number,
): Otherwise | undefined {
  const { channel, pace } = person.policy
  const bolder = ladder
    .slice(ladder.indexOf(channel) + 1)
    .filter((one) => open.includes(one))
    .map((channel) => ({ channel }))
  const sooner = paceName.options
    .slice(0, paceName.options.indexOf(pace))
    .filter((one) => paces.includes(one))
    .reverse()
    .map((pace) => ({ pace }))
  for (let step = 0; step < Math.max(bolder.length, sooner.length); step++) {
    const near = [bolder[step], sooner[step]].filter((choice) => choice !== undefined)
    const [best] = near
      .map((choice) => ({ choice, at: arrivalWith(choice) }))
      .filter((one) => one.at < (at ?? Infinity))
      .sort((a, b) => a.at - b.at)
    if (best) return { ...best.choice, at: best.at <= now + 1 ? null : best.at }
  }
  return undefined

  /** When the change would be theirs had they chosen this now; Infinity: nobody can say. */
  function arrivalWith(choice: { channel: string } | { pace: PaceName }): number {
    const since = now + 1
    const policy = { ...person.policy, ...choice, since }
    const other = { ...person, policy, marks: remark(person.marks, person.policy, since) }
    const effect = inEffect(flag, other, ladder, since)
    return effect.revision >= revision ? since : dueAt(effect, revision)
  }
}
