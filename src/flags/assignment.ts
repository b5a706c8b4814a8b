import { z } from 'zod'

/** Why a subject has a variant; only `random` may be compared (design: two questions, two boxes). */
export const assignment = z.enum(['random', 'waiting', 'channel', 'targeted', 'preview', 'pulled', 'kept', 'forced'])

export type Assignment = z.infer<typeof assignment>
