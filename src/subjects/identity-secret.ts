import { z } from 'zod'

/** Two, so that the second can be rolled out before the first is revoked. */
export const mostSecrets = 2

/** An identity secret as it is shown afterwards: never the secret itself. */
export const identitySecret = z.object({
  id: z.string(),
  hint: z.string().describe('Its last four characters'),
  createdAt: z.int(),
  createdBy: z.string(),
  usedAt: z.int().optional().describe('When it last proved a token, to the hour'),
  readable: z.boolean().describe('False once the server’s own secret has changed: it proves nothing any more'),
})

export type IdentitySecret = z.infer<typeof identitySecret>

/** A new identity secret: 256 random bits behind a prefix that says what it is. */
export const secretFrom = (random: Uint8Array): string => `identity_${Buffer.from(random).toString('base64url')}`
