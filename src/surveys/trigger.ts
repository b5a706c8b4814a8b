import { z } from 'zod'
import { slug } from '../base/text.ts'

/** The name of something that happens in the product, such as `export.done`. */
export const eventName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._:/-]*$/u, 'Use letters, digits, spaces and . _ : / -')

const propertyValue = z.union([z.string().max(200), z.number(), z.boolean()])

const propertyName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'Use letters, digits, _ and -')

/** What happened with what: at most 20 properties, flat. */
export const eventProperties = z
  .record(propertyName, propertyValue)
  .refine((all) => Object.keys(all).length <= 20, 'At most 20 properties')

export type EventProperties = z.infer<typeof eventProperties>

const where = z
  .array(
    z.object({
      property: propertyName,
      is: z.enum(['equals', 'not', 'contains', 'more', 'less']),
      value: propertyValue,
    }),
  )
  .max(5)
  .optional()

export type EventCondition = NonNullable<z.infer<typeof where>>[number]

const ofEvent = z.object({ on: z.literal('event'), name: eventName, where })
const ofUrl = z.object({
  on: z.literal('url'),
  match: z.enum(['exact', 'prefix', 'glob']),
  value: z.string().min(1).max(500).describe('With `glob`, * stands for anything but /, and ** for anything'),
})
const ofDwell = z.object({ on: z.literal('dwell'), seconds: z.int().min(1).max(3600) })
const ofScroll = z.object({ on: z.literal('scroll'), percent: z.int().min(1).max(100) })
const ofExit = z.object({ on: z.literal('exit') })

const pageTriggers = [ofEvent, ofUrl, ofDwell, ofScroll, ofExit] as const

/** What only the page can notice. */
export const pageTrigger = z.discriminatedUnion('on', pageTriggers)

export type PageTrigger = z.infer<typeof pageTrigger>

const flag = slug().optional().describe('Left out: any flag')

/** What the server knows of a subject by itself. */
const factTriggers = [
  z.object({
    on: z.literal('exposure'),
    flag: slug(),
    variants: z.array(slug()).min(1).max(20).optional(),
    times: z.int().min(1).max(50).default(1).describe('In so many visits that reported it, or more'),
  }),
  z.object({ on: z.literal('channel') }).describe('Went to another channel within the last 7 days'),
  z.object({ on: z.literal('preview-off'), flag }).describe('Switched a preview off within the last 7 days'),
  z.object({ on: z.literal('arrival'), flag }).describe('An announced change arrived within the last 7 days'),
] as const

export const trigger = z.discriminatedUnion('on', [...pageTriggers, ...factTriggers])

export type Trigger = z.infer<typeof trigger>

export const triggerName = z.enum(trigger.options.map(({ shape }) => shape.on.value))

const pageSide: ReadonlySet<string> = new Set(['event', 'url', 'dwell', 'scroll', 'exit'])

export const isPageTrigger = (one: Trigger): one is PageTrigger => pageSide.has(one.on)
