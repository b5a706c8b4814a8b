import { dayMs, instantOf } from '../pacing/zoned-time.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** The date in an IANA zone as a date field writes it: "2026-12-24". */
export function localDate(instant: number, timeZone: string): string {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timeZone, format)
  }
  return format.format(instant)
}

/** The instant (ms) at which a date begins in an IANA zone; undefined for what is no date. */
export function startOfDate(date: string, timeZone: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined
  const midnight = Date.parse(`${date}T00:00:00Z`)
  // A thirtieth of February is read as a day in March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return undefined
  return instantOf(timeZone, midnight / dayMs, 0)
}

/** The date so many days after another one. */
export const laterDate = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
