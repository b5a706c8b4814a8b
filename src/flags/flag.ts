import { z } from 'zod'
import { slug, writtenText } from '../base/text.ts'
import { changeClass } from '../pacing/policy.ts'
import { previewOffer } from './preview.ts'
import { reachStep, thousandths } from './reach.ts'
import { isOfType, valueType, variant } from './variant.ts'

/** A span in ms since the epoch; without `to` it has no end yet. */
const span = z.object({ from: z.int(), to: z.int().optional() })

const announcement = {
  title: writtenText(80).optional().describe('For users: what it is'),
  sentence: writtenText(200).optional().describe('For users: what changes for them'),
  announced: z.boolean().default(false).describe('Whether users hear of it before it arrives'),
}

/** One published, immutable revision; only its reach widens, and it may be withdrawn. */
const revision = z.object({
  number: z.int().positive(),
  at: z.int(),
  by: z.string().describe('The member who published it'),
  class: changeClass,
  urgent: z.boolean(),
  ...announcement,
  weights: z.record(z.string(), thousandths),
  steps: z.array(reachStep).min(1),
  withdrawnAt: z.int().optional(),
})

export type Revision = z.infer<typeof revision>

export const flag = z.object({
  key: slug(),
  title: writtenText(80),
  description: writtenText(500, 0),
  kind: z.enum(['paced', 'operational']),
  type: valueType,
  variants: z.array(variant).min(1).max(20),
  off: z.string().describe('The variant of who has no revision yet, and of everybody while the kill switch is on'),
  salt: z.string(),
  revisions: z.array(revision),
  halts: z.array(span.extend({ first: z.int().positive(), by: z.string() })),
  kills: z.array(span.extend({ by: z.string() })),
  offers: z.array(previewOffer).optional().describe('Offered for users to switch on by themselves'),
  createdAt: z.int(),
  version: z.int().positive(),
})

export type Flag = z.infer<typeof flag>

/** What a member writes to create or change a flag. */
export const flagDraft = flag
  .pick({ title: true, description: true, kind: true, type: true, variants: true, off: true })
  .extend({ description: writtenText(500, 0).default(''), kind: flag.shape.kind.default('paced') })
  .check(({ value, issues }) => {
    const fault = (path: (string | number)[], message: string) =>
      issues.push({ code: 'custom', path, message, input: value })
    const seen = new Set<string>()
    value.variants.forEach(({ key, value: given }, i) => {
      if (seen.has(key)) fault(['variants', i, 'key'], 'Another variant has this key')
      seen.add(key)
      if (!isOfType(given, value.type)) fault(['variants', i, 'value'], `Must be a ${value.type}`)
    })
    if (!seen.has(value.off)) fault(['off'], 'Must be the key of a variant')
  })

export type FlagDraft = z.infer<typeof flagDraft>

/** What a member writes to publish a change: weights in thousandths of a percent (sum 100 000), and its first reach. */
export const changeDraft = z
  .object({
    revision: z
      .int()
      .positive()
      .optional()
      .describe('The number it is to get; refused as stale once that is taken, so that a repeat publishes nothing'),
    class: changeClass,
    urgent: z.boolean().default(false),
    ...announcement,
    weights: z.record(slug(), thousandths),
    reach: z.record(slug(), thousandths),
  })
  .check(({ value, issues }) => {
    const sum = Object.values(value.weights).reduce((total, weight) => total + weight, 0)
    if (sum !== 100_000)
      issues.push({ code: 'custom', path: ['weights'], message: 'The weights must sum to 100 %', input: value.weights })
    for (const field of ['title', 'sentence'] as const) {
      if (value.announced && value[field] === undefined)
        issues.push({
          code: 'custom',
          path: [field],
          message: 'Users read this: an announced change needs it',
          input: '',
        })
    }
  })

export type ChangeDraft = z.infer<typeof changeDraft>

/** The reach that a member asks for, channel by channel, in thousandths of a percent. */
export const reachDraft = z.object({ reach: z.record(slug(), thousandths) })
