import { z } from 'zod'
import { Problem } from './problem.ts'

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

/** Who sent what: a client-made id stands for one such pair for ever. */
export type Sent = { subject: string; digest: string }

/** Refuses an id under which something else is stored, or the same by somebody else. */
export function refuseOther(stored: Sent, sent: Sent): void {
  if (stored.subject !== sent.subject || stored.digest !== sent.digest) throw idConflict()
}

export const idConflict = () => new Problem('conflict', 'This id stands for something else already')
