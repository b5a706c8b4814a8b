import { Temporal } from 'temporal-polyfill'

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

/** Few zones, days and times of day are asked for again and again; a conversion costs a hundred times this look-up. */
const known = new Map<string, Map<number, number>>()
const mostKnown = 20_000
let knownCount = 0

/**
 * The instant at which it is `minutes` after midnight on a date, given as days since 1970-01-01, in an IANA zone.
 * A time that does not exist moves later by the gap; of one that exists twice it is the first.
 */
export function instantOf(timeZone: string, day: number, minutes: number): number {
  if (knownCount > mostKnown) {
    known.clear()
    knownCount = 0
  }
  const ofZone = known.get(timeZone) ?? new Map<number, number>()
  known.set(timeZone, ofZone)
  const key = day * 1440 + minutes
  let instant = ofZone.get(key)
  if (instant === undefined) {
    instant = converted(timeZone, day, minutes)
    ofZone.set(key, instant)
    knownCount++
  }
  return instant
}

function converted(timeZone: string, day: number, minutes: number): number {
  const date = new Date(day * dayMs)
  return new Temporal.PlainDateTime(
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    Math.floor(minutes / 60),
    minutes % 60,
  ).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds
}
