import type { z } from 'zod'

export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'stale'
  | 'limited'
  | 'unavailable'

/** One thing that is wrong with the input; `field` is a dotted path such as `reach.beta`. */
export type FieldFault = { field: string; message: string }

/** As many as anybody mends at once; what was sent must not be answered with many times as much. */
export const mostFaults = 100

/** A refusal that its receiver can understand and act on; everything else that is thrown is our own fault. */
export class Problem extends Error {
  readonly kind: ProblemKind
  readonly faults: readonly FieldFault[]
  /** In seconds: when to come again. */
  readonly retryAfter: number | undefined

  constructor(kind: ProblemKind, message: string, faults: readonly FieldFault[] = [], retryAfter?: number) {
    super(message)
    this.name = 'Problem'
    this.kind = kind
    this.faults = faults.slice(0, mostFaults)
    this.retryAfter = retryAfter
  }
}

/** Refuses for now; `retryAfter` is in seconds. */
export const limited = (message: string, retryAfter: number) => new Problem('limited', message, [], retryAfter)

/** Refuses one named field. */
export const invalid = (field: string, message: string) => new Problem('invalid', message, [{ field, message }])

const longestPath = 200

/** Zod's issues as a refusal that names every field; a name that somebody made up is cut. */
export function invalidShape(error: z.ZodError): Problem {
  const faults = error.issues.slice(0, mostFaults).map(({ path, message }) => ({
    field: path.map(String).join('.').slice(0, longestPath),
    message,
  }))
  const first = faults[0]
  return new Problem(
    'invalid',
    first ? `${first.field || 'input'}: ${first.message}` : 'The input is not valid',
    faults,
  )
}
