import { z } from 'zod'
import { slug, writtenText } from '../base/text.ts'

const placeholders = ['{name}']

/** Words that the team needs again and again; `{name}` stands for whom they are sent to. */
export const cannedDraft = z.object({
  name: writtenText(80),
  text: writtenText(4000).refine(
    (text) => (text.match(/\{+\s*[\w.-]+\s*\}+/g) ?? []).every((found) => placeholders.includes(found)),
    `The only placeholder is ${placeholders.join()}`,
  ),
})

export type CannedDraft = z.infer<typeof cannedDraft>

/** As it is read; filled in, it may hold anything that people call themselves. */
export const cannedReply = z.object({
  ...{ key: slug(), name: z.string(), text: z.string() },
  ...{ at: z.int(), by: z.string() },
})

export type CannedReply = z.infer<typeof cannedReply>

/** The words for one person; without their name the placeholder goes, and with it the space or comma before it. */
export const filledIn = (text: string, name: string | undefined): string =>
  name === undefined
    ? text.replace(/^\{name\}[,:]?\s*/, '').replace(/[ ,]*\{name\}/g, '')
    : // As a function: a name may hold `$&`.
      text.replaceAll('{name}', () => called(name))

const mostOfName = 80

/** A name as it goes into a sentence: whatever somebody calls themselves, it begins no line and turns no words around. */
const called = (name: string): string =>
  [...name.replace(/[\u202a-\u202e\u2066-\u2069]/g, '').replace(/\s+/g, ' ')].slice(0, mostOfName).join('').trim()
