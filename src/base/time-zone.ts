import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

/** A zone of the IANA database, such as Europe/Berlin. */
export const timeZone = z.string().refine(isTimeZone, { error: 'is not a known IANA time zone' })

function isTimeZone(name: string): boolean {
  // Newer runtimes take bare offsets such as +01:00 too, which know no summer time.
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    // Runtimes know PST and the like, which mean several things and are in no database of zones.
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}
