import { choiceTexts, written } from '../texts/en.ts'

const dayMs = 86_400_000

/** An instant (ms) as a calendar in this IANA zone shows it, as the ms of the same reading in UTC. */
function readingOf(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(instant)
  const [year = 0, month = 1, day, hour, minute, second] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map(
    (name) => Number(parts.find(({ type }) => type === name)?.value),
  )
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** The date in a zone as a date field writes it: "2026-12-24". */
export const localDate = (instant: number, zone: string): string => dateAt(readingOf(instant, zone))

const dateAt = (reading: number) => new Date(reading).toISOString().slice(0, 10)

/** The date so many days after another one. */
export const laterDate = (date: string, days: number): string => dateAt(Date.parse(date) + days * dayMs)

/** The instant (ms) at which a date begins in a zone; where its midnight is left out, what comes instead. */
export function startOfDate(date: string, zone: string): number {
  const midnight = Date.parse(date)
  const offsetAt = (instant: number) => readingOf(instant, zone) - instant
  const [before, after] = [offsetAt(midnight - dayMs), offsetAt(midnight + dayMs)]
  const fits = [midnight - Math.max(before, after), midnight - Math.min(before, after)].find(
    (instant) => readingOf(instant, zone) === midnight,
  )
  return fits ?? midnight - before
}

/** Days on which "Keep the old one until …" may end, as dates; undefined where none is left. */
export function keepDays(
  /** When the new one comes (ms): an earlier day changes nothing. */
  comesAt: number,
  now: number,
  { zone, most }: { zone: string; most: number },
): { first: string; last: string; suggested: string } | undefined {
  const begin = localDate(Math.max(comesAt, now), zone)
  const first = laterDate(begin, 1)
  const last = laterDate(localDate(now, zone), most)
  if (first > last) return undefined
  const [suggested = last] = [laterDate(begin, 30), last].sort()
  return { first, last, suggested }
}

/** "31 December", with the year where it is not the year of `now` (ms). */
export const dayText = (instant: number, zone: string, now: number): string =>
  textOf(instant, zone, dayFormat(instant, zone, now))

/** "Tuesday 8 December, 10:00". */
export const momentText = (instant: number, zone: string, now: number): string =>
  choiceTexts.moment(
    textOf(instant, zone, { weekday: 'long', ...dayFormat(instant, zone, now) }),
    textOf(instant, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  )

function dayFormat(instant: number, zone: string, now: number): Intl.DateTimeFormatOptions {
  const isThisYear = localDate(instant, zone).slice(0, 4) === localDate(now, zone).slice(0, 4)
  return { day: 'numeric', month: 'long', ...(!isThisYear && { year: 'numeric' }) }
}

const textOf = (instant: number, timeZone: string, format: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(written.dates, { ...format, timeZone }).format(instant)
