import { z } from 'zod'
import { invalid, Problem } from '../base/problem.ts'
import { slug, wholeNumber } from '../base/text.ts'
import { page, type ShowDeclaration } from '../http/page.ts'
import type { Project } from '../projects/project.ts'
import { conversationState } from './conversation.ts'
import type { DuplicatesService } from './duplicates.service.ts'
import { tagTyped } from './handle.ts'
import type { HandlingService } from './handling.service.ts'
import { listQuery, pathOf } from './inbox.pages.ts'
import type { InboxService } from './inbox.service.ts'
import { shownConversation, versionsOf } from './shown-version.ts'

type Parts = {
  inbox: Pick<InboxService, 'detail'>
  handling: HandlingService
  duplicates: Pick<DuplicatesService, 'merge' | 'unmerge'>
  again: ShowDeclaration<'inbox:write'>
}

type Call = { project: Project; params: Record<string, string>; query: Record<string, unknown> }

/** So that nobody acts on what they do not see yet: the version that the page showed. */
const version = wholeNumber(1e12).optional()

const idOf = ({ params }: Pick<Call, 'params'>) => params.id ?? ''
const back = ({ project, params, query }: Call) => pathOf(project, `/${params.id}${listQuery(query)}`)

/** What stands between commas is one tag. */
const tagsIn = (text: string) =>
  text
    .split(',')
    .map(tagTyped)
    .filter((tag) => tag !== '')

/** What members do with one conversation, a form each. */
export function handlingPages({ inbox, handling, duplicates, again }: Parts) {
  const write = { permission: 'inbox:write', again } as const

  return [
    // The state is in the path, so that a way back is a form without fields.
    page('POST /console/:project/inbox/:id/be/:state', {
      ...write,
      form: z.object({ version }),
      async handle(call) {
        const { project, params, query, form, actor, session } = call
        const state = conversationState.safeParse(params.state).data
        if (!state) throw new Problem('missing', 'There is no such state')
        await handling.handle(project, idOf(call), { do: 'state', state }, actor, form.version)
        if (state === 'closed') {
          const action = pathOf(project, `/${params.id}/be/open${listQuery(query)}`)
          session.say({
            text: 'It is closed. A message of the person opens it again.',
            undo: { action, label: 'Undo' },
          })
        }
        return back(call)
      },
    }),
    page('POST /console/:project/inbox/:id/assign', {
      ...write,
      form: z.object({ assignee: z.string().max(64), version }),
      async handle(call) {
        const { project, form, actor } = call
        const assignee = form.assignee === '' ? null : form.assignee
        await handling.handle(project, idOf(call), { do: 'assign', assignee }, actor, form.version)
        return back(call)
      },
    }),
    page('POST /console/:project/inbox/:id/tags', {
      ...write,
      form: z.object({ add: z.string().max(400).default(''), remove: slug(40).optional() }),
      async handle(call) {
        const { project, form, actor } = call
        const add = z.array(slug(40)).safeParse(tagsIn(form.add))
        if (!add.success) throw invalid('add', 'Use letters a to z, digits, - and _')
        const remove = form.remove === undefined ? [] : [form.remove]
        await handling.handle(project, idOf(call), { do: 'tag', add: add.data, remove }, actor)
        return back(call)
      },
    }),
    page('POST /console/:project/inbox/:id/link', {
      ...write,
      form: z.object({ change: z.string().max(90), version }),
      async handle(call) {
        const { project, form, actor } = call
        const [, flag = '', revision] = /^([^:]+):(\d{1,9})$/.exec(form.change) ?? []
        const to = form.change === '' ? null : { flag, revision: Number(revision) }
        await handling.handle(project, idOf(call), { do: 'link', to }, actor, form.version)
        return back(call)
      },
    }),
    page('POST /console/:project/inbox/:id/merge', {
      ...write,
      form: z.object({ into: shownConversation, version }),
      async handle(call) {
        const { project, params, query, form, actor, session } = call
        const [into] = form.into
        await duplicates.merge(project, into, [idOf(call)], actor, versionsOf([form.into, [idOf(call), form.version]]))
        const action = pathOf(project, `/${params.id}/unmerge${listQuery(query)}`)
        session.say({ text: 'It is a duplicate of this one now.', undo: { action, label: 'Undo' } })
        return pathOf(project, `/${into}${listQuery(query)}`)
      },
    }),
    page('POST /console/:project/inbox/:id/unmerge', {
      ...write,
      form: z.object({}),
      async handle(call) {
        await duplicates.unmerge(call.project, idOf(call), call.actor)
        call.session.say('It is a conversation of its own again.')
        return back(call)
      },
    }),
    page('POST /console/:project/inbox/:id/read', {
      ...write,
      form: z.object({}),
      async handle(call) {
        const { messages, merged } = await inbox.detail(call.project, idOf(call))
        const all = [...messages, ...merged.flatMap((one) => one.messages)]
        await handling.markRead(call.project, idOf(call), Math.max(...all.map(({ sequence }) => sequence)))
        return back(call)
      },
    }),
  ]
}
