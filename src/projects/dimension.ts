import { z } from 'zod'
import { slug, writtenText } from '../base/text.ts'

export const mostDimensions = 10
const mostValues = 50

/** One value of a dimension, as a page says it. */
export const dimensionValue = writtenText(64)

/** What else a product says with every answer, such as the plan or the region that somebody is on. */
const dimension = z.object({
  key: slug(),
  name: writtenText(80),
  values: z
    .array(dimensionValue)
    .min(1)
    .max(mostValues, `At most ${mostValues} values`)
    .optional()
    .describe('All that it may be; left out: any text of at most 64 characters'),
})

export type Dimension = z.infer<typeof dimension>

export const dimensionList = z
  .array(dimension)
  .max(mostDimensions, `At most ${mostDimensions} dimensions`)
  .superRefine((all, { addIssue }) => {
    for (const [i, { key }] of all.entries())
      if (all.findIndex((other) => other.key === key) < i)
        addIssue({ code: 'custom', path: [i, 'key'], message: 'Another dimension has this key already' })
  })
