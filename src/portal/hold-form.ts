import { z } from 'zod'
import { invalid } from '../base/problem.ts'
import { writtenText } from '../base/text.ts'
import type { HoldDraft } from '../pacing/change-policy.ts'
import { startOfDate } from './local-date.ts'

const day = z.string('Choose one day').max(10, 'Choose a day')

/** "Hold everything": from today or a later day, until a day or until I say, with a note. */
export const holdForm = z.object({
  holdFrom: day.default(''),
  holdTo: day.default(''),
  note: writtenText(120, 0).default(''),
})

type HoldForm = z.infer<typeof holdForm>

/** The hold that the form describes in the person's own time zone; a day begins at midnight there. `since`: the next ms. */
export function holdFrom({ holdFrom, holdTo, note }: HoldForm, timeZone: string, since: number): HoldDraft {
  const from = holdFrom === '' ? since : startOfDate(holdFrom, timeZone)
  if (from === undefined) throw invalid('holdFrom', 'Choose a day')
  const to = holdTo === '' ? undefined : startOfDate(holdTo, timeZone)
  if (holdTo !== '' && to === undefined) throw invalid('holdTo', 'Choose a day')
  return {
    from: Math.max(from, startsToday(from, since) ? since : from),
    ...(to !== undefined && { to }),
    ...(note !== '' && { note }),
  }
}

/** Today began before now: a hold from today begins at once. */
const startsToday = (from: number, since: number) => from < since && since - from < 25 * 3_600_000
