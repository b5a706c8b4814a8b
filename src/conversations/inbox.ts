import { z } from 'zod'
import { invalid } from '../base/problem.ts'
import { slug, wholeNumber, writtenText } from '../base/text.ts'
import { conversationState, feedbackKind } from './conversation.ts'

/** Which conversations a list shows; all that is named must hold. */
export const conversationFilter = z.object({
  state: conversationState.optional(),
  kind: feedbackKind.optional(),
  tag: slug(40).optional(),
  assignee: z.string().min(1).max(64).optional().describe('A member’s id, or `none`'),
  flag: slug().optional().describe('Those whose subject had seen this flag'),
  variant: slug().optional().describe('With `flag`: this variant of it'),
  channel: slug().optional(),
  pace: slug().optional(),
  appVersion: z.string().min(1).max(64).optional(),
  text: writtenText(200).optional().describe('Messages or notes hold this text, whatever its case'),
  unread: z.enum(['true', 'false']).optional(),
})

export type ConversationFilter = z.infer<typeof conversationFilter>

export const mostInPage = 100
const fewInPage = 50

/** Where a page of a list begins, and how long it is. */
export const pageAsked = z.object({
  cursor: z.string().max(200).optional().describe('`next` of the page before'),
  limit: wholeNumber(mostInPage).pipe(z.number().min(1)).default(fewInPage),
})

export type PageAsked = z.infer<typeof pageAsked>

/** The last conversation of the page before. */
export type Place = { lastAt: number; sequence: number }

export const cursorOf = ({ lastAt, sequence }: Place): string =>
  Buffer.from(JSON.stringify([lastAt, sequence])).toString('base64url')

const cursor = z.tuple([z.int(), z.int().positive()])

/** Where a cursor points to; refuses what is none of ours. */
export function placeOf(text: string): Place {
  try {
    const [lastAt, sequence] = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { lastAt, sequence }
  } catch {
    throw invalid('cursor', 'This is no cursor of a list')
  }
}

/** A filter whose parts go together. */
export function checkedFilter(filter: ConversationFilter): ConversationFilter {
  if (filter.variant !== undefined && filter.flag === undefined) throw invalid('variant', 'Name its flag as well')
  return filter
}
