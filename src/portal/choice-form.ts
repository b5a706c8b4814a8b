import { z } from 'zod'
import { paceName } from '../pacing/policy.ts'

/** What the form on a subject's own page sends. */
export const choiceForm = z.object({
  channel: z.string('Choose a channel').max(64, 'There is no such channel'),
  pace: z.enum(paceName.options, 'There is no such pace'),
  timeZone: z.string('Choose one time zone').max(64, 'There is no such time zone').optional(),
})

/** The same from an address, to look at before it is saved; nothing where the address asks for nothing. */
export const askedChoice = choiceForm.partial()
