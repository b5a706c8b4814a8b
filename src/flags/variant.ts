import { z } from 'zod'
import { isStorable, slug, writtenText } from '../base/text.ts'

export const valueType = z.enum(['boolean', 'string', 'number', 'object'])

export type ValueType = z.infer<typeof valueType>

/** A JSON value that a variant may carry; objects are at most 16 KiB of JSON. */
const variantValue = z
  .union([
    z.boolean(),
    z.string().max(4096, 'At most 4 096 characters'),
    z.number(),
    z.record(z.string(), z.json()).refine((value) => JSON.stringify(value).length <= 16_384, 'At most 16 KiB of JSON'),
  ])
  .refine(isStorable, 'Holds half of a character')

export const variant = z.object({
  key: slug(),
  name: writtenText(60).describe('What people read'),
  value: variantValue,
})

export type Variant = z.infer<typeof variant>

/** Whether a variant's value is of the flag's type. */
export const isOfType = (value: unknown, type: ValueType): boolean => typeof value === type
