import { z } from 'zod'
import { newId } from '../base/id.ts'
import { clientId, wholeNumber, writtenText } from '../base/text.ts'
import { page } from '../http/page.ts'
import { contextFacts } from '../subjects/context-words.ts'
import { bulkPages } from './bulk.pages.ts'
import type { BulkService } from './bulk.service.ts'
import type { CannedReplyService } from './canned-reply.service.ts'
import type { ConversationService } from './conversation.service.ts'
import type { DuplicatesService } from './duplicates.service.ts'
import { handlingPages } from './handling.pages.ts'
import type { HandlingService } from './handling.service.ts'
import { type InboxCall, type InboxParts, inboxFrame, inboxPages, listQuery, pathOf } from './inbox.pages.ts'
import { askedIn, queryFields } from './inbox-filter.ts'
import { letterOf } from './inbox-view.ts'
import { paceLabel, seenFlags, stateNames } from './inbox-words.ts'
import { savedViewPages } from './saved-view.pages.ts'
import { threadOf } from './thread.ts'
import { arrivalLines, changeOptions, changeText, lineOf } from './thread-view.ts'

type Parts = InboxParts & {
  conversations: ConversationService
  handling: HandlingService
  duplicates: DuplicatesService
  cannedReplies: CannedReplyService
  bulk: BulkService
  now: () => number
}

const seen = wholeNumber(1e12).pipe(z.number().min(1)).optional()

/** The inbox: what people wrote, what they saw when they did, the team's answers, and what is done with all of it. */
export function conversationPages(parts: Parts) {
  const { conversations, handling } = parts
  const opened = openedConversation(parts)
  const write = { permission: 'inbox:write', again: { ...opened, permission: 'inbox:write' } } as const

  return [
    ...inboxPages(parts),
    ...savedViewPages(parts),
    ...bulkPages(parts),
    page('GET /console/:project/inbox/:id', { ...opened, permission: 'inbox:read' }),
    page('POST /console/:project/inbox/:id', {
      ...write,
      form: z.object({ id: clientId, text: writtenText(4000), close: z.literal('yes').optional(), seen }),
      async handle({ project, params, query, form: { close, seen, ...said }, actor }) {
        const id = params.id ?? ''
        // Whoever answers has read what stood above.
        if (seen !== undefined) await handling.markRead(project, id, seen)
        await conversations.reply(project, id, { ...said, close: close === 'yes' }, actor)
        return pathOf(project, `/${id}${listQuery(query)}`)
      },
    }),
    page('POST /console/:project/inbox/:id/note', {
      ...write,
      form: z.object({ noteId: clientId, note: writtenText(4000) }),
      async handle({ project, params, query, form: { noteId, note }, actor }) {
        const id = params.id ?? ''
        await handling.note(project, id, { id: noteId, text: note }, actor)
        return pathOf(project, `/${id}${listQuery(query)}`)
      },
    }),
    ...handlingPages({ ...parts, again: write.again }),
  ]
}

function openedConversation(parts: Parts) {
  const { conversations, inbox, duplicates, cannedReplies, subjects, now } = parts
  const frameOf = inboxFrame(parts)

  return {
    view: 'conversations/inbox',
    async load(call: InboxCall) {
      const { project, params, query, typed, actor } = call
      const id = params.id ?? ''
      const [found, stored, merged, frame, flags] = await Promise.all([
        inbox.detail(project, id),
        conversations.find(project, id),
        duplicates.of(project.id, [id]),
        frameOf(call),
        parts.flagsOf(project),
      ])
      const thread = threadOf(found)
      const [names, canned] = await Promise.all([
        subjects.names(project, [...new Set(thread.map(({ subject }) => subject))]),
        cannedReplies.for(project, found.subject),
      ])
      const { snapshot, linkedTo } = found
      const conversation = {
        ...letterOf(found, project, names),
        ...{ state: found.state, stateName: stateNames[found.state], mood: found.mood },
        ...{ mergedInto: found.mergedInto, reachable: found.reachable, lines: found.lines },
        saw: {
          subject: encodeURIComponent(found.subject),
          pace: paceLabel(snapshot.pace),
          said: contextFacts(project, snapshot),
          flags: seenFlags(snapshot, flags),
        },
        entries: thread.map((entry) => lineOf(entry, found, names, flags)),
        last: Math.max(...thread.map(({ sequence }) => sequence)),
        assignees: frame.team.map((one) => ({ ...one, isChosen: one.value === found.assignee?.id })),
        isMine: found.assignee?.id === actor.id,
        changes: changeOptions(flags, found),
        link: linkedTo && { flag: linkedTo.flag, text: changeText(linkedTo, flags) },
        arrivals: arrivalLines(stored, merged, names, now()),
        duplicates: found.merged.map((one) => letterOf(one, project, names)),
        others: frame.letters.filter((one) => one.id !== id),
      }
      const { filter, cursor } = askedIn(query)
      const chosen = canned.find(({ key }) => key === query.canned)
      return {
        ...frame,
        conversation,
        canned,
        hereFields: [...queryFields(filter), ...(cursor === undefined ? [] : [['cursor', cursor]])],
        reply: typed?.text ?? chosen?.text ?? '',
        replyId: typed?.text === undefined ? newId(now()) : typed.id,
        note: typed?.note ?? '',
        noteId: typed?.note === undefined ? newId(now()) : typed.noteId,
      }
    },
  }
}
