import { capitalised, numeralText } from '../base/wording.ts'
import type { Rules } from '../projects/bounds.ts'
import { clamped } from './clamped.ts'
import { type Policy, paces } from './policy.ts'
import type { PolicyGroup } from './policy-key.ts'

/** What other bounds and another default would do, in people, from the instant `now` (ms) on. */
export function boundsEffect(
  before: Rules,
  after: Rules,
  groups: readonly PolicyGroup[],
  { undecided, nameOf }: { undecided: number; nameOf: (channel: string) => string },
  now: number,
): string[] {
  const over = (policy: Policy, { bounds }: Rules) => clamped(policy, bounds, now).clamped.length > 0
  const count = (affected: (policy: Policy) => boolean) =>
    groups.reduce((sum, { policy, people }) => sum + (affected(policy) ? people : 0), 0)
  const narrowed = count((policy) => over(policy, after))
  const freed = count((policy) => over(policy, before) && !over(policy, after))
  const { channel, pace, timeZone } = after.default
  const isOther = JSON.stringify(before.default) !== JSON.stringify(after.default)
  return [
    ...(narrowed
      ? [
          `What ${peopleText(narrowed)} chose lies outside: it counts as far as the bounds go, and their own page says so.`,
        ]
      : []),
    ...(freed ? [`What ${peopleText(freed)} chose counts in full again.`] : []),
    ...(isOther
      ? [
          `${undecided ? `${capitalised(peopleText(undecided))} who never chose` : 'Whoever is new'} ${undecided > 1 ? 'are' : 'is'} on ${nameOf(channel)} with “${paces[pace].label}” in ${timeZone} from now on.${undecided ? ' They keep what they have.' : ''}`,
        ]
      : []),
  ]
}

const peopleText = (count: number) => `${numeralText(count)} ${count === 1 ? 'person' : 'people'}`
