import { z } from 'zod'
import { slug, writtenText } from '../base/text.ts'

const placeholders = ['{name}']

/** Words that the team needs again and again; `{name}` stands for whom they are sent to. */
export const cannedDraft = z.object({
  name: writtenText(80),
  text: writtenText(4000).refine(
    (text) => (text.match(/\{[a-z]+\}/gi) ?? []).every((found) => placeholders.includes(found)),
    `The only placeholder is ${placeholders.join()}`,
  ),
})

export type CannedDraft = z.infer<typeof cannedDraft>

export const cannedReply = cannedDraft.extend({ key: slug(), at: z.int(), by: z.string() })

export type CannedReply = z.infer<typeof cannedReply>

/** The words for one person; without their name the placeholder goes, and with it the space or comma before it. */
export const filledIn = (text: string, name: string | undefined): string =>
  name === undefined
    ? text.replace(/^\{name\}[,:]?\s*/, '').replace(/[ ,]*\{name\}/g, '')
    : // As a function: a name may hold `$&`.
      text.replaceAll('{name}', () => name)
