import { Temporal } from 'temporal-polyfill'

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

/**
 * The instant at which it is `minutes` after midnight on a date, given as days since 1970-01-01, in an IANA zone.
 * A time that does not exist moves later by the gap; of one that exists twice it is the first.
 */
export function instantOf(timeZone: string, day: number, minutes: number): number {
  const date = new Date(day * dayMs)
  return new Temporal.PlainDateTime(
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    Math.floor(minutes / 60),
    minutes % 60,
  ).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds
}
