import { z } from 'zod'
import { clientId, slug, writtenText } from '../base/text.ts'

const leavingReasons = ['too-buggy', 'changed-too-much', 'too-fast', 'other'] as const

/** What somebody who has just stepped back says of why, if they want to. */
export const leavingDraft = z
  .object({
    id: clientId,
    act: z.enum(['preview-off', 'slower', 'left-channel']),
    flag: slug().optional().describe('With `preview-off`: the flag'),
    reason: z.enum(leavingReasons),
    text: writtenText(500).optional(),
  })
  .refine(({ act, flag }) => (act === 'preview-off') === (flag !== undefined), {
    path: ['flag'],
    message: 'Goes with preview-off, and with nothing else',
  })

export type LeavingDraft = z.infer<typeof leavingDraft>

type Reason = LeavingDraft['reason']

/** Those who stepped back within two days after they saw a flag, by reason; `named`: they switched its preview off. */
export const leavingCount = z.object({ reason: z.enum(leavingReasons), people: z.int(), named: z.int() })

export type LeavingCount = z.infer<typeof leavingCount>

export type Left = { reason: Reason; isNamed: boolean; count: number }

/** One row a reason, the most frequent first; reasons that nobody gave stand in none. */
export function countsByReason(left: readonly Left[]): LeavingCount[] {
  const sum = (reason: Reason, counts: (one: Left) => boolean) =>
    left.filter((one) => one.reason === reason && counts(one)).reduce((total, { count }) => total + count, 0)
  return leavingReasons
    .map((reason) => ({ reason, people: sum(reason, () => true), named: sum(reason, ({ isNamed }) => isNamed) }))
    .filter(({ people }) => people > 0)
    .sort((a, b) => b.people - a.people)
}
