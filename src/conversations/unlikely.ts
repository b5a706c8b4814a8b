import { isSigned } from '../subjects/identity.ts'
import type { FeedbackDraft } from './conversation.ts'
import type { StoredConversation } from './stored-conversation.ts'

type Sender = { subject: string }

/** Whether a program filled in what no person sees; whom the product vouches for is a person, whatever their browser fills in. */
export const isTrapped = ({ website }: Pick<FeedbackDraft, 'website'>, { subject }: Sender): boolean =>
  Boolean(website) && !isSigned(subject)

/** Whether it came sooner than anybody without a name reads a form and writes. */
export const isHasty = ({ hasty }: Pick<FeedbackDraft, 'hasty'>, { subject }: Sender): boolean =>
  hasty === true && !isSigned(subject)

/** By which the team finds what is most likely a program's. */
const tag = 'unlikely'

/** Stored like any other, and out of everybody's way: closed, read, and tagged. */
export const setAside = <Conversation extends StoredConversation>(conversation: Conversation): Conversation => ({
  ...conversation,
  ...{ state: 'closed', unread: false, tags: [tag] },
})
