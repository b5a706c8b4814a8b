import { z } from 'zod'

/** What a member wants to hear of by e-mail: what is given to them, everything new, or nothing. */
export const mailWish = z.enum(['assigned', 'all', 'none'])

export type MailWish = z.infer<typeof mailWish>

/** As long as somebody has not chosen. */
export const defaultWish: MailWish = 'assigned'

export const wishWords: Record<MailWish, string> = {
  assigned: 'What is given to me, and what is written there',
  all: 'Everything new as well',
  none: 'Nothing',
}
