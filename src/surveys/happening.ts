import { z } from 'zod'
import { clientId } from '../base/text.ts'
import { eventName, eventProperties } from './trigger.ts'

/** Something that happened in the product, as its page tells; what it was done with is for triggers and not kept. */
export const happening = z.object({
  ...{ id: clientId, name: eventName, properties: eventProperties.default({}) },
  times: z.int().min(1).max(1_000_000_000).default(1).describe('How often it happened since it was last told'),
})

export type Happening = z.infer<typeof happening>
export type HappeningSent = z.input<typeof happening>

const dayMs = 86_400_000

/** For so long (days) it is known who did what, for the estimate of who would be asked. */
export const keptDays = 14

/** The day, counted from 1970-01-01 in UTC, of the instant in a UUIDv7, so that a repeat falls on the same. */
export function dayOf(id: string, now: number): number {
  const made = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
  return Math.floor(Math.min(now, Math.max(made, now - keptDays * dayMs)) / dayMs)
}
