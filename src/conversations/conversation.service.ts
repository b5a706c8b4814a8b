import type { Clock } from '../base/clock.ts'
import { digestOf } from '../base/digest.ts'
import { Problem } from '../base/problem.ts'
import { idConflict, type Receipt, receiptOf, refuseOther } from '../base/receipt.ts'
import type { ExposureService } from '../exposures/exposure.service.ts'
import { asWritten } from '../projects/as-written.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { AttachmentService } from './attachment.service.ts'
import { mostMessages } from './conversation.store.ts'
import type { ConversationState, FeedbackDraft, Message, MessageDraft } from './conversation.ts'
import type { FollowUpService } from './follow-up.service.ts'
import { type OwnParts, ownConversations } from './own-conversations.service.ts'
import { linesAsWritten } from './page-lines.ts'
import { opened, type StoredConversation } from './stored-conversation.ts'
import { existing, receiptOfMessage, refuseMerged, type Said, turnOf } from './talk.ts'
import { setAside } from './unlikely.ts'

/** A message in one subject's conversation; what is replied to a primary is in each duplicate's as well. */
export type MessageStored = {
  project: string
  subject: string
  conversation: string
  message: Message
  /** How the conversation stands with it. */
  state: ConversationState
  /** The connection whose page needs not be told, for it is stored as that has sent it. */
  sentBy?: string | undefined
}

type Parts = OwnParts & {
  exposures: Pick<ExposureService, 'snapshot'>
  attachments: Pick<AttachmentService, 'claim' | 'keep'>
  followUps: FollowUpService
  /** The duplicates that were merged into conversations. */
  duplicatesOf: (project: string, primaries: readonly string[]) => Promise<StoredConversation[]>
  remember: (project: Project, identity: Identity) => Promise<void>
  sequence: (project: string) => Promise<number>
  clock: Clock
  onMessage: (event: MessageStored) => void
}

/** What subjects send unasked, and the talk that follows from it. */
export function conversationService(parts: Parts) {
  const { store, exposures, attachments, followUps, duplicatesOf, remember, sequence, clock, onMessage } = parts

  const find = async (project: Project, id: string) => existing(await store.find(project.id, id))
  const own = ownConversations(parts)

  async function append(
    project: Project,
    conversation: StoredConversation,
    said: Said,
    state: ConversationState,
    sentBy?: string,
  ): Promise<Receipt> {
    const { id } = conversation
    const repeated = receiptOfMessage(conversation, said)
    if (repeated) return settled(project, id, said, repeated, conversation.untold.length > 0)
    if (!(await store.claim(project.id, said.id, id))) throw idConflict()
    const [place, pictures] = await Promise.all([
      sequence(project.id),
      attachments.claim(project, conversation, said.attachments, said.id),
    ])
    const message: Message = {
      ...{ ...said, at: clock.now(), sequence: place },
      attachments: pictures,
    }
    if (pictures.length === 0) delete message.attachments
    const effect = {
      ...{ state, act: turnOf(conversation.state, state, message) },
      untold: followUps.hasToFollow(conversation),
      mergedInto: conversation.mergedInto,
    }
    if (await store.append(project.id, id, message, effect)) {
      await tell(project, conversation, { message, state, sentBy })
      return settled(project, id, said, receiptOf(message), effect.untold)
    }
    const now = await find(project, id)
    const meanwhile = receiptOfMessage(now, said)
    if (meanwhile) return meanwhile
    if (said.from === 'team') refuseMerged(now)
    // Where it is heard has changed meanwhile, and what has to follow with it.
    if (now.mergedInto !== conversation.mergedInto) return append(project, now, said, state, sentBy)
    throw new Problem('limited', `A conversation holds at most ${mostMessages} messages. Open a new one.`)
  }

  /** What has to be done once a message is stored, and again with its repeats, for a crash may have cut it off. */
  async function settled(
    project: Project,
    conversation: string,
    { id, attachments: named }: Pick<Said, 'id' | 'attachments'>,
    receipt: Receipt,
    owes: boolean,
  ) {
    if (named.length > 0) await attachments.keep(project, id, named)
    if (owes) await followUps.follow(project, conversation)
    return receipt
  }

  /** Tells open pages of a message; of a reply those of everybody whose duplicate was merged here as well. */
  async function tell(
    { id: project }: Project,
    { id, subject }: StoredConversation,
    said: Pick<MessageStored, 'message' | 'state' | 'sentBy'>,
  ): Promise<void> {
    onMessage({ project, subject, conversation: id, ...said })
    if (said.message.from === 'subject') return
    for (const one of await duplicatesOf(project, [id]))
      onMessage({ project, subject: one.subject, conversation: one.id, ...said })
  }

  return {
    ...own,
    find,

    /**
     * Opens a conversation with what its subject had seen; the same again gives the same receipt. Whether it `isUnlikely`
     * that a person wrote it: then it is set aside, and nobody is told. `connection`: of the page that sends it.
     */
    async open(
      project: Project,
      identity: Identity,
      draft: FeedbackDraft,
      { isUnlikely = false, connection }: { isUnlikely?: boolean; connection?: string | undefined } = {},
    ): Promise<Receipt> {
      const { id, kind, mood, email, attachments: named = [] } = draft
      const { text } = asWritten(project, { text: draft.text })
      const lines = draft.lines && linesAsWritten(project, draft.lines)
      const more = mood === undefined && email === undefined && named.length === 0 ? [] : [mood, email, named]
      const reported = lines ? [lines] : []
      const { subject } = identity
      const digest = digestOf([kind, text, ...more, ...reported])
      const repeat = async () => {
        const stored = await store.find(project.id, id)
        if (!stored) return undefined
        refuseOther(stored, { subject, digest })
        return settled(project, id, { id, attachments: named }, receiptOf(stored), stored.untold.length > 0)
      }
      // What is sent again is seen when it cannot be stored; only pictures must not be given to it before.
      const repeated = named.length > 0 && (await repeat())
      if (repeated) return repeated
      const [{ snapshot }, place, pictures, isTaken] = await Promise.all([
        exposures.snapshot(project, identity),
        sequence(project.id),
        named.length === 0 ? [] : attachments.claim(project, identity, named, id),
        store.isClaimed(project.id, id),
        remember(project, identity),
      ])
      const untold = !isUnlikely && followUps.hasToFollow({}) ? [place] : []
      const begun = opened(
        { id, kind, text, mood, email, lines },
        { subject, digest, snapshot, pictures, at: clock.now(), sequence: place, untold },
      )
      const conversation = isUnlikely ? setAside(begun) : begun
      if (isTaken || !(await store.insert(project.id, conversation))) {
        const before = await repeat()
        if (before) return before
        throw isTaken ? idConflict() : new Problem('stale', 'Send it again')
      }
      const [message] = conversation.messages
      if (!isUnlikely)
        onMessage({
          project: project.id,
          subject,
          conversation: id,
          message,
          state: 'open',
          sentBy: isAsSent(message, draft) ? connection : undefined,
        })
      return settled(project, id, { id, attachments: named }, receiptOf(conversation), conversation.untold.length > 0)
    },

    /** One more message of the subject; it opens what was closed. */
    async write(project: Project, identity: Identity, draft: MessageDraft, connection?: string): Promise<Receipt> {
      const { id, text, attachments: named = [] } = asWritten(project, draft)
      const said: Said = { id, text, from: 'subject', attachments: named }
      const conversation = await own.ownOne(project, identity, draft.conversation)
      return append(project, conversation, said, 'open', isAsSent(said, draft) ? connection : undefined)
    },

    /** The team's answer; open pages get it at once, those of merged duplicates' subjects too. */
    async reply(
      project: Project,
      conversation: string,
      { id, text, close = false }: { id: string; text: string; close?: boolean },
      by: { name: string },
    ): Promise<Receipt> {
      const said: Said = { id, text, from: 'team', author: by.name, attachments: [] }
      return append(project, await find(project, conversation), said, close ? 'closed' : 'waiting')
    },

    /** One subject's conversations become another's. */
    move: (project: Project, from: string, into: string) => store.move(project.id, from, into),
  }
}

/** Whether a page that knows what it sent knows all of a message; pictures get their form here. */
const isAsSent = (
  stored: Pick<Message, 'text'>,
  { text, attachments = [] }: Pick<MessageDraft, 'text' | 'attachments'>,
) => stored.text === text && attachments.length === 0

export type ConversationService = ReturnType<typeof conversationService>
