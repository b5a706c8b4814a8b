import { Temporal } from 'temporal-polyfill'
import { type PacePolicy, paces } from '../../src/pacing/policy.ts'

type Blocked = { from: number; to?: number | undefined }

export const isBlocked = (spans: readonly Blocked[], at: number) =>
  spans.some(({ from, to = Infinity }) => from <= at && at < to)

/** The first instant outside all spans, found by leaving one after the other. */
export function outside(spans: readonly Blocked[], at: number): number {
  let free = at
  while (free !== Infinity && isBlocked(spans, free)) {
    free = Math.max(...spans.filter((span) => isBlocked([span], free)).map(({ to = Infinity }) => to))
  }
  return free
}

/** Every slot between two instants, day by day with Temporal's calendar: nominal ones, then those that were moved. */
export function slotsBetween(policy: PacePolicy, spans: readonly Blocked[], from: number, to: number): number[] {
  const cadence = policy.cadence ?? paces[policy.pace].cadence
  const coarse = cadence === 'any' ? 'daily' : cadence
  const fallback = coarse === 'daily' ? [1, 2, 3, 4, 5, 6, 7] : [2]
  const { days, start } = policy.window ?? { days: fallback, start: '10:00' }
  const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(policy.timeZone).toPlainDate()

  // Far enough back and forth for the first of a quarter and for slots that move over several spans.
  const dates = Array.from({ length: Math.ceil((to - from) / 86_400_000) + 560 }, (_, i) =>
    first.add({ days: i - 450 }),
  )
  const daily = dates
    .filter(({ dayOfWeek }) => days.includes(dayOfWeek))
    .map((date) => ({
      date,
      at: date.toZonedDateTime({ timeZone: policy.timeZone, plainTime: start }).epochMilliseconds,
    }))
  const firstOf = (slots: typeof daily, period: (date: Temporal.PlainDate) => string) =>
    slots.filter(({ date }, i) => i > 0 && period(date) !== period(slots[i - 1]?.date ?? date))
  const weekly = firstOf(daily, ({ yearOfWeek, weekOfYear }) => `${yearOfWeek} ${weekOfYear}`)
  const monthly = firstOf(weekly, ({ year, month }) => `${year} ${month}`)
  const quarterly = firstOf(monthly, ({ year, month }) => `${year} ${Math.ceil(month / 3)}`)
  const nominal = { daily, weekly, monthly, quarterly, never: [] }[coarse].map(({ at }) => at)

  const free = daily.map(({ at }) => at).filter((at) => !isBlocked(spans, at))
  const slots = nominal.map((at) => {
    if (!isBlocked(spans, at)) return at
    const end = outside(spans, at)
    return free.find((slot) => slot >= end) ?? Infinity
  })
  return [...new Set(slots)].filter((at) => from <= at && at <= to).sort((a, b) => a - b)
}
