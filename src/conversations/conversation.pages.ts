import { z } from 'zod'
import { newId } from '../base/id.ts'
import { clientId, writtenText } from '../base/text.ts'
import type { Flag } from '../flags/flag.ts'
import { type PageCall, page } from '../http/page.ts'
import type { Project } from '../projects/project.ts'
import { contextFacts } from '../subjects/context-words.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import type { ConversationService } from './conversation.service.ts'
import type { Conversation, Message } from './conversation.ts'
import { inboxSentence, nameOr, paceLabel, rungOf, seenFlags } from './inbox-words.ts'

type Parts = {
  conversations: ConversationService
  subjects: Pick<SubjectService, 'names'>
  flagsOf: (project: Project) => Promise<Flag[]>
  now: () => number
}

type Call = Pick<PageCall<'inbox:read', undefined>, 'project' | 'params' | 'query' | 'typed'>

/** What people wrote, what they saw when they did, and the team's answers. */
export function conversationPages({ conversations, subjects, flagsOf, now }: Parts) {
  async function listFor({ project, params, query }: Call) {
    const showsAll = query.show === 'all'
    const [waiting, count] = [await conversations.newest(project, true), await conversations.countAwaiting(project)]
    const listed = showsAll ? await conversations.newest(project, false) : waiting
    const names = await subjects.names(
      project,
      listed.map(({ subject }) => subject),
    )
    const letters = listed.map((one) => letterOf(one, project, names, one.id === params.id))
    return { sentence: inboxSentence(waiting, count), showsAll, letters, filter: showsAll ? '?show=all' : '' }
  }

  const opened = {
    view: 'conversations/inbox',
    async load(call: Call) {
      const { project, params, typed } = call
      const [found, list, flags] = await Promise.all([
        conversations.find(project, params.id ?? ''),
        listFor(call),
        flagsOf(project),
      ])
      const names = await subjects.names(project, [found.subject])
      const { snapshot, messages, readBySubject } = found
      const conversation = {
        ...letterOf(found, project, names, true),
        saw: {
          subject: encodeURIComponent(found.subject),
          pace: paceLabel(snapshot.pace),
          said: contextFacts(project, snapshot),
          flags: seenFlags(snapshot, flags),
        },
        messages: messages.map((message) => bubbleOf(message, readBySubject)),
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

function letterOf(one: Conversation, { channels }: Project, names: ReadonlyMap<string, string>, isOpen: boolean) {
  const { id, kind, lastAt, awaitsTeam, subject, messages, snapshot } = one
  return {
    ...{ id, kind, lastAt, awaitsTeam, isOpen },
    name: nameOr(names, subject),
    last: messages.at(-1)?.text ?? '',
    rung: rungOf(channels, snapshot.channel),
  }
}

const bubbleOf = ({ from, author, text, at, sequence }: Message, readUpTo: number) => ({
  ...{ author, text, at },
  isOurs: from === 'team',
  isRead: sequence <= readUpTo,
})
