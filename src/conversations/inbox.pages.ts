import type { Flag } from '../flags/flag.ts'
import { type PageCall, page } from '../http/page.ts'
import type { Project } from '../projects/project.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import type { InboxService } from './inbox.service.ts'
import { askedIn, isNarrow, queryOf } from './inbox-filter.ts'
import { filterView, letterOf, memberOption } from './inbox-view.ts'
import { inboxSentence, matchSentence, sawSentence } from './inbox-words.ts'
import type { SavedViewService } from './saved-view.service.ts'

export type InboxParts = {
  inbox: InboxService
  savedViews: SavedViewService
  subjects: Pick<SubjectService, 'names'>
  flagsOf: (project: Project) => Promise<Flag[]>
  members: () => Promise<{ id: string; name: string }[]>
}

export type InboxCall = Pick<PageCall<'inbox:read', undefined>, 'project' | 'params' | 'query' | 'typed' | 'actor'>

const perPage = 50
const countedWaiting = 100

export const pathOf = ({ key }: Project, more = '') => `/console/${key}/inbox${more}`

/** The part of an address that says which list stands beside a conversation, for going on with the same one. */
export const listQuery = (query: Record<string, unknown>): string => {
  const { filter, cursor } = askedIn(query)
  return queryOf(filter, cursor)
}

/** What stands on every page of the inbox: the first line, the filter, one page of the list, what is done with several. */
export function inboxFrame({ inbox, savedViews, subjects, flagsOf, members }: InboxParts) {
  return async ({ project, params, query, actor }: InboxCall) => {
    const asked = askedIn(query)
    const { filter, cursor } = asked
    const [listed, waiting, count, flags, team, views] = await Promise.all([
      inbox.list(project, filter, { cursor, limit: perPage }),
      inbox.list(project, { state: 'open' }, { cursor: undefined, limit: countedWaiting }),
      inbox.countOpen(project),
      flagsOf(project),
      members(),
      savedViews.of(project, actor.id),
    ])
    const { conversations, next } = listed
    const names = await subjects.names(project, [...new Set(conversations.map(({ subject }) => subject))])
    const around = { project, flags, members: team, me: actor.id }
    const isAll = cursor === undefined && next === undefined
    const saw = count > waiting.conversations.length ? undefined : sawSentence(waiting.conversations, flags)
    const first = [inboxSentence(waiting.conversations, count), saw].filter(Boolean).join(' ')
    return {
      sentence: isNarrow(filter) ? matchSentence(conversations, isAll) : first,
      letters: conversations.map((one) => ({ ...letterOf(one, project, names), isOpen: one.id === params.id })),
      filter: filterView(asked, around, views),
      here: queryOf(filter, cursor),
      ...(next !== undefined && { older: queryOf(filter, next) }),
      isLater: cursor !== undefined,
      me: actor.id,
      team: team.map(memberOption(around)),
    }
  }
}

/** What people wrote, as a list. */
export const inboxPages = (parts: InboxParts) => [
  page('GET /console/:project/inbox', {
    permission: 'inbox:read',
    view: 'conversations/inbox',
    load: inboxFrame(parts),
  }),
]
