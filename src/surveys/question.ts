import { z } from 'zod'
import { slug, writtenText } from '../base/text.ts'

/** Within one survey an id stands for the same question for ever: answers of all revisions lie under it. */
export const questionId = slug(32)
export const choiceId = slug(32)

const common = {
  id: questionId,
  text: writtenText(300),
  help: writtenText(500).optional(),
  required: z.boolean().default(false),
}

const end = writtenText(40, 0).default('')
const ends = { low: end.describe('What the lowest score means'), high: end.describe('What the highest score means') }

const choice = z.object({
  id: choiceId,
  label: writtenText(120),
  exclusive: z.boolean().optional().describe('Goes with no other choice, such as “None of these”'),
  pinned: z.boolean().optional().describe('Keeps its place whatever the order'),
})

export type Choice = z.infer<typeof choice>

const choices = {
  choices: z.array(choice).min(2).max(25),
  order: z
    .enum(['fixed', 'random', 'reversed'])
    .default('fixed')
    .describe('`random`: each person has an order of their own; `reversed`: half of the people see it the other way'),
}

const count = z.int().min(0).max(25).optional()

export const question = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nps'), ...common, ...ends }),
  z.object({ kind: z.literal('csat'), ...common, ...ends }),
  z.object({ kind: z.literal('ces'), ...common, ...ends }),
  z.object({
    kind: z.literal('rating'),
    ...common,
    ...ends,
    steps: z.int().min(2).max(10),
    look: z.enum(['number', 'emoji', 'star', 'thumb']).default('number'),
  }),
  z.object({ kind: z.literal('single'), ...common, ...choices, other: z.boolean().optional() }),
  z.object({ kind: z.literal('multiple'), ...common, ...choices, min: count, max: count }),
  z.object({
    kind: z.literal('text'),
    ...common,
    input: z.enum(['text', 'email', 'url', 'number']).default('text'),
    min: z.int().min(0).max(2000).optional().describe('Fewest characters'),
    max: z.int().min(1).max(2000).default(2000).describe('Most characters'),
    long: z.boolean().default(false).describe('Several lines'),
  }),
  z.object({ kind: z.literal('boolean'), ...common, yes: writtenText(40), no: writtenText(40) }),
  z.object({
    kind: z.literal('ranking'),
    ...common,
    choices: z
      .array(choice.pick({ id: true, label: true }))
      .min(2)
      .max(10),
  }),
  z.object({ kind: z.literal('statement'), ...common, button: writtenText(40) }),
])

export type Question = z.infer<typeof question>
