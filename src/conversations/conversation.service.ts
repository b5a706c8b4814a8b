import type { Clock } from '../base/clock.ts'
import { digestOf } from '../base/digest.ts'
import { Problem } from '../base/problem.ts'
import { idConflict, type Receipt, receiptOf, refuseOther } from '../base/receipt.ts'
import type { ExposureService } from '../exposures/exposure.service.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import { type ConversationStore, mostMessages, type StoredConversation } from './conversation.store.ts'
import {
  type Conversation,
  type FeedbackDraft,
  type Message,
  type MessageDraft,
  type OwnConversation,
  ownConversation,
} from './conversation.ts'

const mostListed = 100

type Parts = {
  store: ConversationStore
  exposures: ExposureService
  remember: (project: Project, identity: Identity) => Promise<void>
  sequence: (project: string) => Promise<number>
  clock: Clock
  onMessage: (event: { project: string; subject: string; conversation: string; message: Message }) => void
}

/** What subjects send unasked, and the talk that follows from it. */
export function conversationService({ store, exposures, remember, sequence, clock, onMessage }: Parts) {
  async function find(project: Project, id: string): Promise<StoredConversation> {
    const found = await store.find(project.id, id)
    if (!found) throw new Problem('missing', 'There is no such conversation')
    return found
  }

  /** A conversation of this subject; somebody else's is as if it did not exist. */
  async function ownOf(project: Project, { subject }: Identity, id: string): Promise<StoredConversation> {
    const found = await find(project, id)
    if (found.subject !== subject) throw new Problem('missing', 'There is no such conversation')
    return found
  }

  async function append(
    project: Project,
    conversation: Conversation,
    draft: Omit<Message, 'at' | 'sequence'>,
  ): Promise<Receipt> {
    const repeated = receiptOfMessage(conversation, draft)
    if (repeated) return repeated
    const message = { ...draft, at: clock.now(), sequence: await sequence(project.id) }
    if (await store.append(project.id, conversation.id, message)) {
      onMessage({ project: project.id, subject: conversation.subject, conversation: conversation.id, message })
      return receiptOf(message)
    }
    const meanwhile = receiptOfMessage(await find(project, conversation.id), draft)
    if (meanwhile) return meanwhile
    throw new Problem('limited', `A conversation holds at most ${mostMessages} messages. Open a new one.`)
  }

  return {
    find,

    /** Opens a conversation with what its subject had seen; the same again gives the same receipt. */
    async open(project: Project, identity: Identity, draft: FeedbackDraft): Promise<Receipt> {
      const { id, kind, text } = draft
      const sent = { subject: identity.subject, digest: digestOf([kind, text]) }
      const repeat = async () => {
        const stored = await store.find(project.id, id)
        if (!stored) return undefined
        refuseOther(stored, sent)
        return receiptOf(stored)
      }
      const repeated = await repeat()
      if (repeated) return repeated
      const [{ snapshot }, place] = await Promise.all([
        exposures.snapshot(project, identity),
        sequence(project.id),
        remember(project, identity),
      ])
      const at = clock.now()
      const message: Message = { id, from: 'subject', text, at, sequence: place }
      const conversation: StoredConversation = {
        ...{ id, kind, at, lastAt: at, awaitsTeam: true, readBySubject: place },
        ...{ ...sent, snapshot, messages: [message], sequence: place },
      }
      if (!(await store.insert(project.id, conversation))) {
        const meanwhile = await repeat()
        if (meanwhile) return meanwhile
        throw new Problem('stale', 'Send it again')
      }
      onMessage({ project: project.id, subject: identity.subject, conversation: id, message })
      return receiptOf(conversation)
    },

    async write(project: Project, identity: Identity, { id, conversation, text }: MessageDraft): Promise<Receipt> {
      return append(project, await ownOf(project, identity, conversation), { id, from: 'subject', text })
    },

    /** The team's answer; the subject's open pages get it at once. */
    async reply(project: Project, conversation: string, draft: { id: string; text: string }, by: { name: string }) {
      return append(project, await find(project, conversation), { ...draft, from: 'team', author: by.name })
    },

    /** Marks what the subject has read; answers up to which `sequence`, for a mark never goes back. */
    async markRead(
      project: Project,
      identity: Identity,
      { conversation, sequence }: { conversation: string; sequence: number },
    ): Promise<{ readBySubject: number }> {
      const { messages, readBySubject } = await ownOf(project, identity, conversation)
      const last = Math.max(...messages.map((message) => message.sequence))
      const read = Math.min(sequence, last)
      if (read <= readBySubject) return { readBySubject }
      await store.markRead(project.id, conversation, read)
      return { readBySubject: read }
    },

    /** One subject's conversations become another's. */
    move: (project: Project, from: string, into: string) => store.move(project.id, from, into),

    /** A subject's own conversations, the newest first. */
    async ofSubject(project: Project, { subject }: Identity): Promise<OwnConversation[]> {
      const all = await store.ofSubject(project.id, subject, mostListed)
      return all.map((conversation) => ownConversation.parse(conversation))
    },

    /** The newest conversations of a project, or only those whose subject waits for an answer. */
    newest: (project: Project, awaiting: boolean) => store.newest(project.id, awaiting, mostListed),

    countAwaiting: (project: Project) => store.countAwaiting(project.id),
  }
}

export type ConversationService = ReturnType<typeof conversationService>

function receiptOfMessage({ messages }: Conversation, draft: Omit<Message, 'at' | 'sequence'>): Receipt | undefined {
  const there = messages.find(({ id }) => id === draft.id)
  if (!there) return undefined
  if (there.from !== draft.from || there.text !== draft.text) throw idConflict()
  return receiptOf(there)
}
