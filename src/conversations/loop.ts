import { z } from 'zod'
import { clientId } from '../base/text.ts'
import type { SeenRow } from '../exposures/exposure.ts'
import type { Flag } from '../flags/flag.ts'
import { type ChangeLink, changeLink } from './conversation.ts'
import type { Loop, StoredConversation } from './stored-conversation.ts'

/** What the widget asks: did this change settle what that conversation is about? */
const loopQuestion = changeLink.extend({
  conversation: z.string(),
  title: z.string().describe('Of the change, in the words that users read'),
})

export type LoopQuestion = z.infer<typeof loopQuestion>

export const loopAnswer = z.object({ id: clientId, conversation: clientId, fixed: z.boolean() })

export type LoopAnswer = z.infer<typeof loopAnswer>

/** How far the conversations that are linked to a flag have come; `rate`: of those asked, the part that said yes. */
export const closure = z.object({
  linked: z.int(),
  arrived: z.int(),
  asked: z.int(),
  fixed: z.int(),
  notFixed: z.int(),
  rate: z.number().min(0).max(1).nullable(),
})

export type Closure = z.infer<typeof closure>

type CanBeLinked = Pick<StoredConversation, 'linkedTo'>

/** The change that a conversation is linked to, by itself or through the one that it was merged into. */
export const linkOf = (one: CanBeLinked, primary: CanBeLinked | undefined): ChangeLink | undefined =>
  one.linkedTo ?? primary?.linkedTo

/** How far that link has come; what belongs to an earlier link is of no account. */
export const loopOf = ({ loop }: Pick<StoredConversation, 'loop'>, link: ChangeLink): Loop | undefined =>
  loop?.flag === link.flag && loop.revision === link.revision ? loop : undefined

/**
 * The first instant (ms) at which a reporter has seen the change that is meant for them, since they wrote; undefined:
 * not yet. A later revision counts, unless it gives what everybody had who had nothing new; one that was rolled back
 * does not count itself.
 */
export function arrivalOf(link: ChangeLink, flag: Flag, rows: readonly SeenRow[], since: number): number | undefined {
  const change = flag.revisions[link.revision - 1]
  if (!change) return undefined
  const isRemoval = (change.weights[flag.off] ?? 0) === 100_000
  const seen = rows.filter(
    (row) =>
      row.flag === link.flag &&
      !row.claimed &&
      row.lastAt >= since &&
      row.revision >= link.revision &&
      (isRemoval || row.variant !== flag.off) &&
      flag.revisions[row.revision - 1]?.withdrawnAt === undefined,
  )
  return seen.length === 0 ? undefined : Math.min(...seen.map(({ firstAt }) => Math.max(firstAt, since)))
}

export function closureFrom(loops: readonly (Loop | undefined)[]): Closure {
  const arrived = loops.filter((loop) => loop !== undefined)
  const asked = arrived.filter(({ askedAt, answer }) => askedAt !== undefined || answer !== undefined)
  const fixed = arrived.filter(({ answer }) => answer?.fixed === true).length
  return {
    ...{ linked: loops.length, arrived: arrived.length, asked: asked.length, fixed },
    notFixed: arrived.filter(({ answer }) => answer?.fixed === false).length,
    rate: asked.length === 0 ? null : fixed / asked.length,
  }
}
