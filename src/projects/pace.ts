import { z } from 'zod'

/** How soon changes arrive, from the soonest on; what each means is in pacing/policy.ts. */
export const paceName = z.enum(['first', 'early', 'steady', 'calm', 'seasonal', 'ask'])
export type PaceName = z.infer<typeof paceName>
