import { Refusal } from './refusal.ts'
import type { Refused } from './refusals/en.ts'

/** In seconds, with the longest of each that is said in it. */
const units = [
  { unit: 'second', seconds: 1, most: 90 },
  { unit: 'minute', seconds: 60, most: 90 * 60 },
  { unit: 'hour', seconds: 3600, most: Number.POSITIVE_INFINITY },
] as const

/**
 * Why something was refused or did not work, in one sentence. The server's own words are English; in another language
 * the kind of the refusal is said.
 */
export function explaining(failed: string, refused: Refused | undefined, language: string) {
  function waiting(seconds: number): string {
    const { unit, seconds: length } = units.find(({ most }) => seconds <= most) ?? units[2]
    return new Intl.RelativeTimeFormat(language).format(Math.ceil(seconds / length), unit)
  }

  return (fault: unknown): string => {
    if (!(fault instanceof Refusal)) return failed
    const { kind, message, retryAfter } = fault.problem
    if (!refused) return message
    switch (kind) {
      case 'limited':
        return retryAfter === undefined ? refused.full : refused.tooMuch(waiting(retryAfter))
      case 'invalid':
        return refused.invalid
      case 'unauthenticated':
      case 'forbidden':
        return refused.entry
      case 'unavailable':
        return failed
      default:
        return refused.late
    }
  }
}
