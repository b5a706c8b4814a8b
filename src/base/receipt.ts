import { z } from 'zod'

/** What is answered once something is stored; the same id again gives the same receipt. */
export const receipt = z.object({
  id: z.string(),
  storedAt: z.iso.datetime().describe('Instant at which it reached the disk'),
  sequence: z.int().describe('Its place in the order of all that the project stored'),
})

export type Receipt = z.infer<typeof receipt>

export const receiptOf = (stored: { id: string; at: number; sequence: number }): Receipt => ({
  id: stored.id,
  storedAt: new Date(stored.at).toISOString(),
  sequence: stored.sequence,
})
