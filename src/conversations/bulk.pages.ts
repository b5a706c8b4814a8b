import { z } from 'zod'
import { invalid, Problem } from '../base/problem.ts'
import { clientId, slug } from '../base/text.ts'
import { capitalised, numeralText } from '../base/wording.ts'
import { page } from '../http/page.ts'
import type { BulkOutcome, BulkService } from './bulk.service.ts'
import type { BulkHandling } from './bulk.ts'
import { tagTyped } from './handle.ts'
import { type InboxParts, inboxFrame, listQuery, pathOf } from './inbox.pages.ts'
import { mostInPage } from './inbox.ts'
import { shownConversation, versionsOf } from './shown-version.ts'

const someOf = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((sent) => [sent ?? []].flat(), z.array(shape).max(mostInPage))

const form = z.object({
  ids: someOf(clientId),
  shown: someOf(shownConversation).describe('All that stand in the list'),
  do: z.enum(['close', 'open', 'assign', 'tag', 'merge']),
  assignee: z.string().max(64).optional(),
  tag: z.string().max(60).default(''),
  at: clientId.optional().describe('The conversation that is open beside the list'),
})

type Form = z.infer<typeof form>

/** The same with several conversations at once. */
export function bulkPages({ bulk, ...parts }: InboxParts & { bulk: BulkService }) {
  const again = { permission: 'inbox:write', view: 'conversations/inbox', load: inboxFrame(parts) } as const

  return [
    page('POST /console/:project/inbox/acts', {
      permission: 'inbox:write',
      form,
      again,
      async handle({ project, query, form: asked, actor, session }) {
        if (asked.ids.length === 0) throw new Problem('invalid', 'Select a conversation first.')
        const isMerge = asked.do === 'merge'
        const shown = versionsOf(asked.shown)
        const outcome = isMerge
          ? await bulk.merge(project, asked.ids, actor, shown)
          : await bulk.handle(project, asked.ids, handlingIn(asked), actor, shown)
        const { undo } = outcome
        const place = `${asked.at === undefined ? '' : `/${asked.at}`}${listQuery(query)}`
        const text = outcomeText(outcome, doneWords[asked.do])
        const action = pathOf(project, `/undo/${undo}${listQuery(query)}`)
        session.say(undo === undefined ? text : { text, undo: { action, label: 'Undo' } })
        return pathOf(project, place)
      },
    }),
    page('POST /console/:project/inbox/undo/:undo', {
      permission: 'inbox:write',
      form: z.object({}),
      again,
      async handle({ project, params, query, actor, session }) {
        const outcome = await bulk.undo(project, params.undo ?? '', actor)
        session.say(outcomeText(outcome, ['is as it was before', 'are as they were before']))
        return pathOf(project, listQuery(query))
      },
    }),
  ]
}

function handlingIn({ do: asked, assignee = '', tag }: Form): BulkHandling {
  switch (asked) {
    case 'assign':
      return { do: 'assign', assignee: assignee === '' ? null : assignee }
    case 'tag': {
      const read = slug(40).safeParse(tagTyped(tag))
      if (!read.success) throw invalid('tag', 'Write a tag: letters a to z, digits, - and _')
      return { do: 'tag', add: [read.data], remove: [] }
    }
    default:
      return { do: 'state', state: asked === 'open' ? 'open' : 'closed' }
  }
}

const doneWords: Record<Form['do'], [string, string]> = {
  close: ['is closed', 'are closed'],
  open: ['is open', 'are open'],
  assign: ['is given away', 'are given away'],
  tag: ['has the tag', 'have the tag'],
  merge: ['is a duplicate of the oldest now', 'are duplicates of the oldest now'],
}

/** "Three conversations are closed. One was left alone: …" */
function outcomeText({ done, refused }: Pick<BulkOutcome, 'done' | 'refused'>, [one, many]: [string, string]): string {
  const words = `${capitalised(numeralText(done))} ${done === 1 ? `conversation ${one}` : `conversations ${many}`}.`
  if (refused.length === 0) return words
  return `${words} ${capitalised(numeralText(refused.length))} ${refused.length === 1 ? 'was' : 'were'} left alone: ${[...new Set(refused)].join(' ')}`
}
