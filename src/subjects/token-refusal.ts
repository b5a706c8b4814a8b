import { Problem } from '../base/problem.ts'

/** Refuses a subject token, with a reason that helps whoever integrates; it is never taken for a new visitor instead. */
export const refusedToken = (reason: string, field: 'subject' | 'previous' = 'subject') =>
  new Problem('unauthenticated', reason, [{ field, message: reason }])
