import { z } from 'zod'
import { slug, writtenText } from '../base/text.ts'

/** A code that lets people onto a channel; instants in ms. */
export const invitation = z.object({
  id: z.string(),
  channel: slug(),
  note: writtenText(80, 0).describe('For the team: whom it is meant for'),
  uses: z.int().min(0),
  mostUses: z.int().positive().optional().describe('Left out: any number of people'),
  expiresAt: z.int().optional().describe('Left out: it does not expire'),
  createdAt: z.int(),
  by: z.string().describe('The member who made it'),
  revokedAt: z.int().optional(),
})

export type Invitation = z.infer<typeof invitation>

/** What a member writes for a new invitation. */
export const invitationDraft = z.strictObject({
  note: invitation.shape.note.default(''),
  mostUses: z.int('Write a whole number').min(1, 'At least 1').max(100_000, 'At most 100 000').optional(),
  days: z.int('Write a whole number').min(1, 'At least 1 day').max(366, 'At most 366 days').optional(),
})

export type InvitationDraft = z.infer<typeof invitationDraft>

/** Why an invitation lets nobody in at `now` (ms); undefined: it does. */
export function refusalOf(invitation: Invitation, now: number): string | undefined {
  const { revokedAt, expiresAt, mostUses, uses } = invitation
  if (revokedAt !== undefined) return 'This invitation was taken back'
  if (expiresAt !== undefined && expiresAt <= now) return 'This invitation has expired'
  if (mostUses !== undefined && uses >= mostUses) return 'This invitation has been used up'
  return undefined
}
