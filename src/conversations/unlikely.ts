import type { Receipt } from '../base/receipt.ts'
import { isSigned } from '../subjects/identity.ts'
import type { FeedbackDraft } from './conversation.ts'

type Sender = { subject: string }

/** Whether a program filled in what no person sees; whom the product vouches for is a person, whatever their browser fills in. */
export const isTrapped = ({ website }: Pick<FeedbackDraft, 'website'>, { subject }: Sender): boolean =>
  Boolean(website) && !isSigned(subject)

/** Whether it came sooner than anybody without a name reads a form and writes. */
export const isHasty = ({ hasty }: Pick<FeedbackDraft, 'hasty'>, { subject }: Sender): boolean =>
  hasty === true && !isSigned(subject)

/** What a program is told: what everybody is told, though nothing is stored; the same again for the same id. */
export function receiptOfNothing(id: string): Receipt {
  const at = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
  return { id, storedAt: new Date(Math.min(at, latest)).toISOString(), sequence: (at % 1000) + 1 }
}

/** The last instant that ISO 8601 writes with four digits of the year. */
const latest = Date.UTC(9999, 11, 31)
