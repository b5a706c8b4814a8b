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
  const today = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(policy.timeZone)
  const first = Date.UTC(today.year, today.month - 1, today.day) / 86_400_000

  // Far enough back and forth for the first of a quarter and for slots that move over several spans.
  const dates = Array.from({ length: Math.ceil((to - from) / 86_400_000) + 560 }, (_, i) => dateOf(first + i - 450))
  const daily = dates
    .filter(({ dayOfWeek }) => days.includes(dayOfWeek))
    .map((date) => ({
      date,
      at: once(() => date.plain.toZonedDateTime({ timeZone: policy.timeZone, plainTime: start }).epochMilliseconds),
    }))
  const firstOf = (slots: typeof daily, period: 'week' | 'month' | 'quarter') =>
    slots.filter(({ date }, i) => i > 0 && date[period] !== slots[i - 1]?.date[period])
  const weekly = () => firstOf(daily, 'week')
  const monthly = () => firstOf(weekly(), 'month')
  const quarterly = () => firstOf(monthly(), 'quarter')
  const nominal = { daily: () => daily, weekly, monthly, quarterly, never: () => [] }[coarse]()

  const slots = nominal.map(({ at }) => {
    if (!isBlocked(spans, at())) return at()
    const end = outside(spans, at())
    return daily.find((slot) => slot.at() >= end && !isBlocked(spans, slot.at()))?.at() ?? Infinity
  })
  return [...new Set(slots)].filter((at) => from <= at && at <= to).sort((a, b) => a - b)
}

type CalendarDate = { plain: Temporal.PlainDate; dayOfWeek: number; week: string; month: string; quarter: string }

// Temporal is slow, and the same dates are asked for again and again.
const calendar = new Map<number, CalendarDate>()

/** The date so many days after 1970-01-01. */
function dateOf(days: number): CalendarDate {
  const known = calendar.get(days)
  if (known) return known
  const plain = new Temporal.PlainDate(1970, 1, 1).add({ days })
  const { year, month, dayOfWeek, yearOfWeek, weekOfYear } = plain
  const periods = { month: `${year} ${month}`, quarter: `${year} ${Math.ceil(month / 3)}` }
  const date = { plain, dayOfWeek, week: `${yearOfWeek} ${weekOfYear}`, ...periods }
  calendar.set(days, date)
  return date
}

function once(value: () => number): () => number {
  let known: number | undefined
  return () => {
    known ??= value()
    return known
  }
}
