import { z } from 'zod'
import { emailAddress, writtenText } from '../base/text.ts'
import { role } from './permission.ts'

/** Long enough that guessing is hopeless, and bounded so that hashing is cheap. */
const password = z.string().min(12, 'At least 12 characters').max(200, 'At most 200 characters')

export const accountDraft = z.object({ name: writtenText(80), email: emailAddress, password })

/** What a sign-in form carries; what is longer belongs to no account. */
export const signInDraft = z.object({
  email: z.string().max(300, 'At most 300 characters'),
  password: z.string().max(200, 'At most 200 characters'),
})

export type AccountDraft = z.infer<typeof accountDraft>

/** Who acts in the console. */
const actor = z.object({ id: z.string(), name: z.string(), email: z.string(), role })

export type Actor = z.infer<typeof actor>
