import { z } from 'zod'
import { slug, writtenText } from '../base/text.ts'
import { paceName, policyChoice } from '../pacing/policy.ts'
import { channel } from '../projects/channel.ts'

/** Instants in JSON are ISO 8601; inside they are ms. */
const instant = z.iso
  .datetime({ offset: true, error: 'Write an instant such as 2026-12-24T00:00:00Z' })
  .transform((text) => Date.parse(text))

export const changeNow = z.strictObject({ revision: z.int().positive().max(1_000_000) })
export const changeKeep = changeNow.extend({ until: instant })
export const previewChoice = z.strictObject({ on: z.boolean() })
export const flagPath = z.object({ flag: slug() })
export const holdPath = z.object({ from: instant })

/** "Nothing new from … to …"; left out: from now on, and until I say. */
export const holdChoice = z.strictObject({
  from: instant.optional(),
  to: instant.optional(),
  note: writtenText(120).optional(),
})

/** The same acts as they are sent over a socket; null undoes. */
export const changeNowEvent = z.strictObject({ flag: slug(), revision: changeNow.shape.revision.nullable() })
export const changeKeepEvent = z.strictObject({ flag: slug(), keep: changeKeep.nullable() })
export const previewEvent = z.strictObject({ flag: slug(), on: z.boolean().nullable() })
export const holdEndEvent = holdPath.strict()

export type HoldSent = z.input<typeof holdChoice>
export type ChangeNowSent = z.input<typeof changeNowEvent>
export type ChangeKeepSent = z.input<typeof changeKeepEvent>
export type PreviewSent = z.input<typeof previewEvent>
export type HoldEndSent = z.input<typeof holdEndEvent>

const isoText = z.string().describe('ISO 8601, UTC')

const told = {
  flag: z.string(),
  revision: z.int(),
  title: z.string(),
  sentence: z.string().describe('What changes for the person'),
  why: z.string().describe('One sentence, in English'),
  reasons: z.array(z.string()).describe('Every rule that decided, in the order in which they were asked'),
}

const { soak, cadence, window, timeZone, securityCapHours } = policyChoice.shape

const difference = z.object({
  flag: z.string(),
  revision: z.int(),
  title: z.string(),
  kind: z.enum(['gained', 'lost', 'added', 'dropped', 'later', 'sooner']),
  from: isoText.nullable().optional(),
  to: isoText.nullable().optional(),
})

/** What another choice would change, in words and as data. */
export const choicesDifference = z.object({
  sentence: z.string(),
  lines: z.array(z.string()),
  differences: z.array(difference),
})

export type ChoicesDifference = z.infer<typeof choicesDifference>

/** What one subject has chosen, has, and will have, from the instant `at` on; of changes only what is announced. */
export const choicesReply = z.object({
  at: isoText,
  policy: z.object({
    ...{ channel: z.string(), pace: paceName, timeZone, soak, cadence, window, securityCapHours },
    chosen: z.boolean().describe('False: this is the project’s default, and follows it'),
    since: isoText.optional(),
    holds: z.array(z.object({ from: isoText, to: isoText.optional(), note: z.string().optional() })),
    means: z.string().describe('The policy in one sentence, in English'),
  }),
  having: z.array(
    z.object({
      ...told,
      at: isoText.describe('Since when they have it'),
      pulled: z.boolean().describe('They got it before its time, and may give it back'),
      keepable: z.boolean().describe('They may keep the old one for a while'),
    }),
  ),
  coming: z.array(
    z.object({
      ...told,
      at: isoText.nullable().describe('When it comes; null: nobody can say yet'),
      paused: z.boolean().describe('The team has paused it: it cannot be had now'),
      keptUntil: isoText.optional().describe('They keep the old one until then'),
    }),
  ),
  previews: z.array(
    z.object({
      ...{ flag: z.string(), title: z.string(), sentence: z.string(), on: z.boolean() },
      by: z.enum(['subject', 'team']).describe('Who decided whether it is on'),
    }),
  ),
  offered: z
    .object({
      channels: z.array(
        channel.pick({ key: true, name: true, description: true, entry: true }).extend({
          join: z.string().optional().describe('Where one joins it; left out: it can be chosen as it is'),
        }),
      ),
      paces: z.array(z.object({ key: paceName, label: z.string() })),
      default: z
        .object({ channel: z.string(), pace: paceName })
        .describe('What who chose nothing has, and who goes back to it'),
      keepDays: z.int().describe('How long an old one may be kept'),
      holdDays: z.int().describe('How long a hold may be'),
    })
    .describe('What there is to choose from, the most cautious channel and the soonest pace first'),
})

export type ChoicesReply = z.infer<typeof choicesReply>
