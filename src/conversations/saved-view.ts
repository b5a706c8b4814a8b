import { z } from 'zod'
import { writtenText } from '../base/text.ts'
import { askedIn, queryOf } from './inbox-filter.ts'

export const mostViews = 20

/** A filter of the inbox that a member keeps under a name; `query` is its address' query, "" or from the `?` on. */
export const savedView = z.object({
  name: writtenText(60),
  query: z
    .string()
    .max(4000)
    .transform((query) => queryOf(askedIn(Object.fromEntries(new URLSearchParams(query))).filter)),
})

export type SavedView = z.infer<typeof savedView>
