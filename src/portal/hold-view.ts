import { differenceLine, differences } from '../flags/effect.ts'
import type { Choices } from '../pacing/choices.ts'
import { defaultSecurityCapHours, type Hold } from '../pacing/policy.ts'
import { holdName, holdSentence } from './choices-words.ts'
import { localDate } from './local-date.ts'
import { outlookOf, type Seen } from './outlook.ts'

/** The holds that are in force or ahead, and what one more would do (`after`), with the fields it was asked with. */
export function holdView(
  seen: Seen,
  before: Choices,
  asked?: { after: Choices; until: number | undefined; fields: { holdFrom: string; holdTo: string; note: string } },
) {
  const { project, now } = seen
  const { timeZone, holds = [], securityCapHours: cap = defaultSecurityCapHours } = before.policy
  const today = localDate(now, timeZone)
  return {
    today,
    asked: { holdFrom: today, ...asked?.fields },
    days: project.bounds.holdDays,
    security: `Security repairs still come ${cap === 0 ? 'at once' : `within ${cap} hours`}.`,
    list: holds.filter(({ to = Infinity }) => to > now).map((hold) => ({ ...hold, name: named(hold) })),
    effect: asked && effectOf(asked),
  }

  function effectOf({ after, until, fields }: NonNullable<typeof asked>) {
    const added = after.policy.holds?.at(-1)
    const found = differences(outlookOf(seen, before), outlookOf(seen, after))
    return {
      name: added && named({ from: added.from, ...(until !== undefined && { to: until }) }),
      sentence: holdSentence(found, after.policy),
      lines: found.map((one) => differenceLine(one, timeZone, now)),
      fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
    }
  }

  function named({ from, to }: Pick<Hold, 'from'> & { to?: number | undefined }) {
    return holdName({ from, to }, timeZone, now)
  }
}
