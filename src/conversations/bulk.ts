import type { Handling } from './handle.ts'
import type { StoredConversation } from './stored-conversation.ts'

/**
 * What takes one act back: another act, as long as nobody has acted since `version`; or taking a duplicate out that has
 * been one since that place in the project's order. Either changes nothing where it has been done.
 */
export type StepBack = { id: string; back: Handling; version: number } | { id: string; unmerge: { since: number } }

/** What can be done with several at once. */
export type BulkHandling = Exclude<Handling, { do: 'link' }>

/** The act that brings a conversation back to how it was. */
export function wayBack({ state, assignee, tags }: StoredConversation, done: BulkHandling): Handling {
  switch (done.do) {
    case 'state':
      return { do: 'state', state }
    case 'assign':
      return { do: 'assign', assignee: assignee?.id ?? null }
    case 'tag':
      return {
        do: 'tag',
        add: done.remove.filter((tag) => tags.includes(tag)),
        remove: done.add.filter((tag) => !tags.includes(tag)),
      }
  }
}

/** The conversation that others become duplicates of: the one that was written first. */
export const firstOf = (all: readonly StoredConversation[]): StoredConversation | undefined =>
  all.toSorted((a, b) => a.at - b.at || a.sequence - b.sequence)[0]
