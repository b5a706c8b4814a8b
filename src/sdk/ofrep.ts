import { z } from 'zod'
import { Problem } from '../base/problem.ts'
import type { Evaluation, Reason } from '../flags/evaluate.ts'

/** OFREP 0.3.0: what a caller says of whom the flags are for; only `targetingKey` decides here. */
export const ofrepRequest = z.object({
  context: z
    .object({
      targetingKey: z
        .string('Must be a string')
        .min(1, 'Must not be empty')
        .max(512, 'At most 512 characters')
        .optional(),
    })
    .loose()
    .default({}),
})

const reason = z.enum(['STATIC', 'TARGETING_MATCH', 'SPLIT', 'DISABLED', 'UNKNOWN'])

/** OFREP's list of reasons has no DEFAULT. */
const ofrepReason: Record<Reason, z.infer<typeof reason>> = {
  STATIC: 'STATIC',
  TARGETING_MATCH: 'TARGETING_MATCH',
  SPLIT: 'SPLIT',
  DISABLED: 'DISABLED',
  DEFAULT: 'UNKNOWN',
}

export const ofrepEvaluation = z.object({
  key: z.string(),
  value: z.unknown(),
  variant: z.string(),
  reason,
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})

export const ofrepBulk = z.object({ flags: z.array(ofrepEvaluation) })

/** An evaluation as OFREP sends it; metadata is flat. `why`: the sentence for the subject, where one is asking. */
export const toOfrep = (
  evaluation: Evaluation,
  { channel, pace }: { channel: string; pace: string },
  why?: string,
) => ({
  key: evaluation.key,
  value: evaluation.value,
  variant: evaluation.variant,
  reason: ofrepReason[evaluation.reason],
  metadata: { assignment: evaluation.assignment, revision: evaluation.revision, channel, pace, ...(why && { why }) },
})

/** A refusal in OFREP's words, or undefined for a fault of ours. */
export function toOfrepFailure(thrown: unknown, key: string | undefined): { status: number; body: object } | undefined {
  if (!(thrown instanceof Problem)) return undefined
  const named = key === undefined ? {} : { key }
  const errorDetails = thrown.message
  switch (thrown.kind) {
    case 'invalid': {
      const isAt = (name: string) => thrown.faults.some(({ field }) => field === name)
      const errorCode = isAt('body')
        ? 'PARSE_ERROR'
        : isAt('targetingKey')
          ? 'TARGETING_KEY_MISSING'
          : 'INVALID_CONTEXT'
      return { status: 400, body: { ...named, errorCode, errorDetails } }
    }
    case 'missing':
      return { status: 404, body: { ...named, errorCode: 'FLAG_NOT_FOUND', errorDetails } }
    case 'unauthenticated':
      return { status: 401, body: { errorDetails } }
    case 'forbidden':
      return { status: 403, body: { errorDetails } }
    default:
      return undefined
  }
}
