import { z } from 'zod'
import { invalid } from '../base/problem.ts'
import { slug } from '../base/text.ts'
import { type ChangeLink, type ConversationState, changeLink, conversationState } from './conversation.ts'
import type { StoredConversation } from './stored-conversation.ts'
import type { ActDone } from './thread.ts'

const mostTags = 20

/** A tag as it is meant by what was typed: `#To do ` is `to-do`. */
export const tagTyped = (text: string): string => text.trim().replace(/^#/, '').toLowerCase().replace(/\s+/g, '-')

/** What a member decides to do with a conversation. */
export const handling = z.discriminatedUnion('do', [
  z.object({ do: z.literal('state'), state: conversationState }),
  z.object({
    do: z.literal('assign'),
    assignee: z.string().max(64).nullable().describe('A member’s id; null: nobody'),
  }),
  z.object({
    do: z.literal('tag'),
    add: z.array(slug(40)).max(mostTags).default([]),
    remove: z.array(slug(40)).max(mostTags).default([]),
  }),
  z.object({ do: z.literal('link'), to: changeLink.nullable().describe('null: to no change') }),
])

export type Handling = z.infer<typeof handling>

/** The fields that an act changes, and how it stands in the thread. */
export type Decision = {
  set?: Partial<StoredConversation>
  unset?: (keyof StoredConversation)[]
  act: ActDone
}

type Member = { id: string; name: string }

/** Puts it into another state; undefined where it is in it. */
export const intoState = (one: StoredConversation, state: ConversationState): Decision | undefined =>
  one.state === state ? undefined : { set: { state }, act: { did: 'state', state } }

/** Gives it to a member, or to nobody; undefined where they have it. */
export function assignedTo(one: StoredConversation, member: Member | null): Decision | undefined {
  if ((one.assignee?.id ?? null) === (member?.id ?? null)) return undefined
  if (!member) return { unset: ['assignee'], act: { did: 'assign' } }
  return { set: { assignee: { id: member.id, name: member.name } }, act: { did: 'assign', to: member.name } }
}

/** Adds tags and takes some away; undefined where that changes nothing. */
export function tagged({ tags }: StoredConversation, add: readonly string[], remove: readonly string[]) {
  const added = [...new Set(add)].filter((tag) => !tags.includes(tag))
  const removed = tags.filter((tag) => remove.includes(tag) && !add.includes(tag))
  if (added.length + removed.length === 0) return undefined
  const next = [...tags.filter((tag) => !removed.includes(tag)), ...added]
  if (next.length > mostTags) throw invalid('add', `At most ${mostTags} tags`)
  return { set: { tags: next }, act: { did: 'tag', added, removed } } satisfies Decision
}

/** Links it to the change that is meant to settle it, or to none; undefined where it is so. */
export function linkedTo({ linkedTo: before }: StoredConversation, to: ChangeLink | null): Decision | undefined {
  if (before?.flag === to?.flag && before?.revision === to?.revision) return undefined
  if (to) return { set: { linkedTo: to }, unset: ['loop', 'outcome'], act: { did: 'link', ...to } }
  return before && { unset: ['linkedTo', 'loop', 'outcome'], act: { did: 'unlink', ...before } }
}
