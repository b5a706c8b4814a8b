import { z } from 'zod'
import { invalidShape } from '../base/problem.ts'
import { page } from '../http/page.ts'
import { type InboxParts, inboxFrame, pathOf } from './inbox.pages.ts'
import { savedView } from './saved-view.ts'

/** Keeping filters under a name, and taking them away. */
export function savedViewPages(parts: InboxParts) {
  const { savedViews } = parts
  const again = { permission: 'inbox:read', view: 'conversations/inbox', load: inboxFrame(parts) } as const

  return [
    page('POST /console/:project/inbox/views', {
      permission: 'inbox:read',
      form: savedView,
      again,
      async handle({ project, form, actor, session }) {
        await savedViews.save(project, actor.id, form)
        session.say(`${form.name} is kept, for you alone.`)
        return pathOf(project, form.query)
      },
    }),
    page('POST /console/:project/inbox/views/remove', {
      permission: 'inbox:read',
      form: savedView.pick({ name: true }),
      again,
      async handle({ project, form, actor, session }) {
        const view = await savedViews.remove(project, actor.id, form.name)
        const action = pathOf(project, `/views/again?${new URLSearchParams(view)}`)
        session.say({ text: `${view.name} is taken away.`, undo: { action, label: 'Undo' } })
        return pathOf(project, view.query)
      },
    }),
    // The way back is a form without fields: what it brings back stands in its address.
    page('POST /console/:project/inbox/views/again', {
      permission: 'inbox:read',
      form: z.object({}),
      again,
      async handle({ project, query, actor }) {
        const view = savedView.safeParse(query)
        if (!view.success) throw invalidShape(view.error)
        await savedViews.save(project, actor.id, view.data)
        return pathOf(project, view.data.query)
      },
    }),
  ]
}
