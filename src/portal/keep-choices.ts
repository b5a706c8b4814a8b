import { shortDayText } from '../base/day-words.ts'
import { laterDate, localDate, startOfDate } from './local-date.ts'

/** A day until which the old one may be kept: "2026-12-08", "Tue 8 Dec". */
type KeepChoice = { value: string; label: string }

/** Three days for "Keep the old one until …" and the bounds of a date field; undefined where no day is left. */
export function keepChoices(
  /** When the new one comes (ms): a day before changes nothing. */
  comesAt: number,
  now: number,
  { timeZone, keepDays }: { timeZone: string; keepDays: number },
): { suggested: KeepChoice[]; first: string; last: string } | undefined {
  const begin = Math.max(comesAt, now)
  const first = laterDate(localDate(begin, timeZone), 1)
  // The last day of the bound begins before the bound ends.
  const last = laterDate(localDate(now, timeZone), keepDays)
  if (first > last) return undefined
  const days = [laterDate(first, 6), laterDate(first, 13), last].filter((day) => day <= last)
  const suggested = [...new Set(days)].map((value) => ({
    value,
    label: shortDayText(startOfDate(value, timeZone) ?? begin, timeZone),
  }))
  return { suggested, first, last }
}
