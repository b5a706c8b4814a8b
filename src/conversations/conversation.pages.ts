import { z } from 'zod'
import { newId } from '../base/id.ts'
import { clientId, writtenText } from '../base/text.ts'
import type { Flag } from '../flags/flag.ts'
import { type PageCall, page } from '../http/page.ts'
import type { Project } from '../projects/project.ts'
import { contextFacts } from '../subjects/context-words.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import { picturesOf } from './attachment.ts'
import type { ConversationService } from './conversation.service.ts'
import type { ConversationSummary } from './conversation.ts'
import type { InboxService } from './inbox.service.ts'
import { mostInPage } from './inbox.ts'
import { actWords, inboxSentence, nameOr, paceLabel, rungOf, seenFlags } from './inbox-words.ts'
import { type ThreadEntry, threadOf } from './thread.ts'

type Parts = {
  conversations: ConversationService
  inbox: InboxService
  subjects: Pick<SubjectService, 'names'>
  flagsOf: (project: Project) => Promise<Flag[]>
  now: () => number
}

type Call = Pick<PageCall<'inbox:read', undefined>, 'project' | 'params' | 'query' | 'typed'>

/** What people wrote, what they saw when they did, and the team's answers. */
export function conversationPages({ conversations, inbox, subjects, flagsOf, now }: Parts) {
  async function listFor({ project, params, query }: Call) {
    const showsAll = query.show === 'all'
    const newest = { cursor: undefined, limit: mostInPage }
    const [waiting, count] = [await inbox.list(project, { state: 'open' }, newest), await inbox.countOpen(project)]
    const listed = showsAll ? await inbox.list(project, {}, newest) : waiting
    const names = await subjects.names(
      project,
      listed.conversations.map(({ subject }) => subject),
    )
    const letters = listed.conversations.map((one) => letterOf(one, project, names, one.id === params.id))
    const sentence = inboxSentence(waiting.conversations, count)
    return { sentence, showsAll, letters, filter: showsAll ? '?show=all' : '' }
  }

  const opened = {
    view: 'conversations/inbox',
    async load(call: Call) {
      const { project, params, typed } = call
      const [found, list, flags] = await Promise.all([
        inbox.detail(project, params.id ?? ''),
        listFor(call),
        flagsOf(project),
      ])
      const thread = threadOf(found)
      const names = await subjects.names(project, [...new Set(thread.map(({ subject }) => subject))])
      const { snapshot, readBySubject, lines } = found
      const conversation = {
        ...letterOf(found, project, names, true),
        saw: {
          subject: encodeURIComponent(found.subject),
          pace: paceLabel(snapshot.pace),
          said: contextFacts(project, snapshot),
          flags: seenFlags(snapshot, flags),
        },
        lines,
        entries: thread.map((entry) => lineOf(entry, readBySubject, names)),
      }
      return { ...list, conversation, replyId: typed?.id ?? newId(now()) }
    },
  }

  return [
    page('GET /console/:project/inbox', { permission: 'inbox:read', view: 'conversations/inbox', load: listFor }),
    page('GET /console/:project/inbox/:id', { ...opened, permission: 'inbox:read' }),
    page('POST /console/:project/inbox/:id', {
      permission: 'inbox:write',
      form: z.object({ id: clientId, text: writtenText(4000) }),
      again: { ...opened, permission: 'inbox:write' },
      async handle({ project, params, query, form, actor }) {
        await conversations.reply(project, params.id ?? '', form, actor)
        return `/console/${project.key}/inbox/${params.id}${query.show === 'all' ? '?show=all' : ''}`
      },
    }),
  ]
}

function letterOf(
  one: ConversationSummary,
  { channels }: Project,
  names: ReadonlyMap<string, string>,
  isOpen: boolean,
) {
  const { id, kind, lastAt, state, unread, subject, last, snapshot } = one
  return {
    ...{ id, kind, lastAt, state, unread, isOpen },
    name: nameOr(names, subject),
    last: last?.text ?? '',
    rung: rungOf(channels, snapshot.channel),
  }
}

function lineOf(entry: ThreadEntry, readUpTo: number, names: ReadonlyMap<string, string>) {
  const { at } = entry
  if (entry.entry === 'act') return { at, act: actWords(entry, nameOr(names, entry.subject)) }
  if (entry.entry === 'note') return { at, author: entry.author, text: entry.text, isNote: true }
  const isOurs = entry.from === 'team'
  const author = isOurs ? entry.author : nameOr(names, entry.subject)
  const pictures = picturesOf(entry.attachments)
  return { at, author, text: entry.text, pictures, isOurs, isRead: entry.sequence <= readUpTo }
}
