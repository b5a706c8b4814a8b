import type { Connection } from 'mongoose'
import type { AccountService } from './accounts/account.service.ts'
import type { Clock } from './base/clock.ts'
import type { Letter } from './base/letter.ts'
import type { AttachmentService } from './conversations/attachment.service.ts'
import { bulkService } from './conversations/bulk.service.ts'
import { bulkStore } from './conversations/bulk.store.ts'
import { cannedReplyService } from './conversations/canned-reply.service.ts'
import { cannedReplyStore } from './conversations/canned-reply.store.ts'
import { conversationService } from './conversations/conversation.service.ts'
import { conversationStore } from './conversations/conversation.store.ts'
import { duplicatesService } from './conversations/duplicates.service.ts'
import { duplicatesStore } from './conversations/duplicates.store.ts'
import { followUpService } from './conversations/follow-up.service.ts'
import { handlingService } from './conversations/handling.service.ts'
import { handlingStore } from './conversations/handling.store.ts'
import { closureSentence, leavingRows } from './conversations/heard-words.ts'
import { inboxQueries } from './conversations/inbox.queries.ts'
import { inboxService } from './conversations/inbox.service.ts'
import { leavingService } from './conversations/leaving.service.ts'
import { leavingStore } from './conversations/leaving.store.ts'
import { loopService } from './conversations/loop.service.ts'
import { loopStore } from './conversations/loop.store.ts'
import { mailChoiceService } from './conversations/mail-choice.service.ts'
import { mailChoiceStore } from './conversations/mail-choice.store.ts'
import { notificationService } from './conversations/notification.service.ts'
import { ownListStore } from './conversations/own-list.store.ts'
import { presenceService } from './conversations/presence.service.ts'
import { savedViewService } from './conversations/saved-view.service.ts'
import { savedViewStore } from './conversations/saved-view.store.ts'
import { typingService } from './conversations/typing.service.ts'
import type { SluiceBus } from './events.ts'
import type { ExposureService } from './exposures/exposure.service.ts'
import type { FlagService } from './flags/flag.service.ts'
import type { Flag } from './flags/flag.ts'
import type { ProjectService } from './projects/project.service.ts'
import type { Project } from './projects/project.ts'
import type { SubjectService } from './subjects/subject.service.ts'

type Parts = {
  connection: Connection
  clock: Clock
  bus: SluiceBus
  sequence: (project: string) => Promise<number>
  accounts: Pick<AccountService, 'all' | 'byId'>
  projects: Pick<ProjectService, 'all' | 'byId'>
  subjects: Pick<SubjectService, 'names' | 'remember'>
  exposures: ExposureService
  attachments: AttachmentService
  flags: Pick<FlagService, 'find'>
  allFlags: (project: string) => Promise<Flag[]>
  /** No other process stores what people say. */
  isAlone: boolean
  /** Who is connected, and how letters are sent; without it nobody is, and none are. */
  outside?: Outside | undefined
}

/** What conversations need of the world around the database. */
export type Outside = {
  isOnline: (project: string, subject: string) => boolean
  url: () => string
  /** Undefined where no mail is sent. */
  post: ((letters: readonly Letter[]) => Promise<void>) | undefined
}

const nothingOutside: Outside = { isOnline: () => false, url: () => '', post: undefined }

/** What people and the team say to each other, and what is done with it. */
export function conversationServices(parts: Parts) {
  const { connection, clock, bus, sequence, accounts, projects, subjects, exposures, isAlone } = parts
  const store = conversationStore(connection, isAlone)
  const duplicateDocuments = duplicatesStore(connection)
  const handlings = handlingStore(connection)
  const { remember } = subjects
  const { isOnline, url, post } = parts.outside ?? nothingOutside
  const onHandled = (event: { project: string; conversation: string; linked?: true }) => {
    if (event.linked) loops.forget(event.project)
    bus.tell('conversation:handled', event)
  }

  const mailChoices = mailChoiceService({ store: mailChoiceStore(connection), isSending: post !== undefined })
  const notify =
    post &&
    notificationService({
      ...{ post, choices: mailChoices, members: accounts.all, projectById: projects.byId },
      ...{ find: store.find, duplicatesOf: duplicateDocuments.of, isOnline, url },
    })
  const followUps = followUpService({
    ...{ store, handling: handlings, duplicates: duplicateDocuments, notify },
    onChanged: (project, conversation) => bus.tell('conversation:handled', { project, conversation }),
  })
  const conversations = conversationService({
    ...{ store, exposures, attachments: parts.attachments, followUps, remember, sequence, clock },
    list: ownListStore(connection),
    duplicatesOf: duplicateDocuments.of,
    onMessage: (event) => bus.tell('message:stored', event),
    onReadBySubject: (event) => bus.tell('conversation:handled', event),
  })
  const handling = handlingService({
    ...{ store, handling: handlings, duplicates: duplicateDocuments, followUps, sequence, clock, onHandled },
    ...{ memberById: accounts.byId, flagByKey: parts.flags.find },
    onState: (event) => bus.tell('conversation:state', event),
    onReadByTeam: (event) => bus.tell('conversation:read', event),
  })
  const duplicates = duplicatesService({ store, duplicates: duplicateDocuments, followUps, sequence, clock })
  const inbox = inboxService({ store, duplicates: duplicateDocuments, queries: inboxQueries(connection) })
  const loops = loopService({
    ...{ store, loops: loopStore(connection), duplicates: duplicateDocuments, followUps },
    ...{ seenBy: exposures.seenBy, flagsOf: ({ id }) => parts.allFlags(id), sequence, clock, isOnline },
    onAsk: (event) => bus.tell('loop:asked', event),
    onAnswered({ project, subject, conversation, state }) {
      bus.tell('conversation:state', { project, subject, conversation, state })
      bus.tell('conversation:handled', { project, conversation })
    },
  })
  bus.on('exposure:stored', ({ project, subject, flags }) => loops.noticed({ id: project }, subject, flags))
  const leavings = leavingService({
    store: leavingStore(connection),
    ...{ exposures, allFlags: parts.allFlags, remember, sequence, clock },
  })
  const cannedReplies = cannedReplyService({ store: cannedReplyStore(connection), names: subjects.names, clock })
  const savedViews = savedViewService(savedViewStore(connection))
  const bulk = bulkService({ store: bulkStore(connection), conversations, handling, duplicates, clock })
  const presence = presenceService({
    clock,
    onPresent: (project, present) => bus.tell('team:present', { project, present }),
    onViewers: (project, conversation, members) => bus.tell('team:viewers', { project, conversation, members }),
  })
  const typing = typingService({
    ...{ conversations, handling, clock },
    onSubjectTypes: (event) => bus.tell('typing:subject', event),
    onTeamTypes: (event) => bus.tell('typing:team', event),
  })

  return {
    ...{ conversations, handling, duplicates, inbox, loops, leavings, cannedReplies, presence, typing, mailChoices },
    ...{ savedViews, bulk },

    /** What was heard about a flag, in words: from those who wrote of it, and from those who stepped back. */
    async heardOf(project: Project, flag: string) {
      const [closure, left] = await Promise.all([loops.closureOf(project, flag), leavings.leavingOf(project, flag)])
      return { closed: closureSentence(closure), left: leavingRows(left) }
    },

    /** At the start: brings what is stored up to date, and does what a crash cut off. */
    async resumeConversations(): Promise<void> {
      for (const project of await projects.all()) {
        await followUps.resume(project)
        await bulk.resume(project)
        await loops.resume(project)
      }
    },

    /** One subject's conversations and reasons become another's. */
    async moveConversations(project: Project, from: string, into: string): Promise<void> {
      await conversations.move(project, from, into)
      await leavings.move(project, from, into)
    },
  }
}
