import type { Project } from '../projects/project.ts'
import type { ConversationStore } from './conversation.store.ts'
import type { ConversationSummary } from './conversation.ts'
import type { DuplicatesStore } from './duplicates.store.ts'
import type { InboxQueries } from './inbox.queries.ts'
import { type ConversationFilter, checkedFilter, cursorOf, type PageAsked, placeOf } from './inbox.ts'
import { detailOf, summaryOf } from './present.ts'
import { existing } from './talk.ts'
import type { ConversationDetail } from './thread.ts'

type Parts = {
  store: Pick<ConversationStore, 'find'>
  duplicates: Pick<DuplicatesStore, 'of'>
  queries: InboxQueries
}

/** What members see of conversations. */
export function inboxService({ store, duplicates, queries }: Parts) {
  return {
    /**
     * One page of those that a filter lets through, the newest first; `next`: the cursor of the page after it. A search
     * for a text looks through some thousand at a time, so its pages may be short, even empty, and yet not the last.
     */
    async list(
      project: Project,
      filter: ConversationFilter,
      { cursor, limit }: PageAsked,
    ): Promise<{ conversations: ConversationSummary[]; next?: string }> {
      const after = cursor === undefined ? undefined : placeOf(cursor)
      const { found, next } = await queries.list(project.id, checkedFilter(filter), after, limit)
      return { conversations: found.map(summaryOf), ...(next && { next: cursorOf(next) }) }
    },

    /** One conversation with its duplicates. */
    async detail(project: Project, id: string): Promise<ConversationDetail> {
      const [found, merged] = await Promise.all([store.find(project.id, id), duplicates.of(project.id, [id])])
      return detailOf(existing(found), merged)
    },

    /** How many wait for the team. */
    countOpen: (project: Project) => queries.countIn(project.id, 'open'),

    /** How many there are in each state, and how many of all hold something that the team has not read. */
    async counts(project: Project) {
      const [open, waiting, closed, unread] = await Promise.all([
        queries.countIn(project.id, 'open'),
        queries.countIn(project.id, 'waiting'),
        queries.countIn(project.id, 'closed'),
        queries.countUnread(project.id),
      ])
      return { open, waiting, closed, unread }
    },
  }
}

export type InboxService = ReturnType<typeof inboxService>
