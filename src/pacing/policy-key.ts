import type { Policy } from './policy.ts'
import { cadenceOf } from './slots.ts'
import { dayMs } from './zoned-time.ts'

/** A slot that a hold moved may still lie this long after the hold's end: a week, and a day for the clocks' change. */
const afterHoldMs = 8 * dayMs

/** So that a key fits into an index; of somebody with more holds ahead, the later ones are not foreseen. */
const mostHolds = 12

/**
 * The same text for all whose policy asks the same of what is still to come at `now` (ms): without holds that are past
 * and without `since`. Seen from later than the choice, `since` only says that nothing came before it, and whatever
 * would have come before it is there by now; unless a halt or a hold lay over that very instant (release-clock.md,
 * `chosen`), and then what it keeps back is counted as there. Without slots the time zone does not matter either.
 */
export function policyKey(policy: Policy, now: number): string {
  const { channel, pace, soak, cadence, window, timeZone, holds = [], securityCapHours } = policy
  const ahead = holds
    .filter(({ to = Infinity }) => to + afterHoldMs > now)
    .sort((a, b) => a.from - b.from)
    .slice(0, mostHolds)
    .map(({ from, to }) => ({ from, to }))
  const hasSlots = !['any', 'never'].includes(cadenceOf(policy))
  return JSON.stringify({
    ...{ channel, pace },
    soak: soak && { fix: soak.fix, feature: soak.feature, breaking: soak.breaking },
    cadence,
    window: hasSlots && window ? { days: [...window.days].sort((a, b) => a - b), start: window.start } : undefined,
    timeZone: hasSlots ? timeZone : 'UTC',
    holds: ahead.length > 0 ? ahead : undefined,
    securityCapHours,
  } satisfies Partial<Record<keyof Policy, unknown>>)
}

/** The policy that a key stands for. */
export const policyOfKey = (key: string): Policy => JSON.parse(key) as Policy

/** How many people chose a policy; `since` is left out of it. */
export type PolicyGroup = { policy: Policy; people: number }
