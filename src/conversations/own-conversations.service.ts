import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { ConversationStore } from './conversation.store.ts'
import type { OwnConversation } from './conversation.ts'
import { messagesFor, ownOf, primariesOf } from './present.ts'
import { ownedBy } from './talk.ts'

const mostListed = 100

export type OwnParts = {
  store: ConversationStore
  onReadBySubject: (event: { project: string; conversation: string }) => void
}

/** What subjects see of their own conversations, and mark in them; somebody else's are as if they did not exist. */
export function ownConversations({ store, onReadBySubject }: OwnParts) {
  const ownOne = async (project: Project, { subject }: Pick<Identity, 'subject'>, id: string) =>
    ownedBy(subject, await store.find(project.id, id))

  return {
    ownOne,

    /** Marks what the subject has read; answers up to which `sequence`, for a mark never goes back. */
    async markRead(
      project: Project,
      identity: Identity,
      { conversation, sequence: read }: { conversation: string; sequence: number },
    ): Promise<{ readBySubject: number }> {
      const one = await ownOne(project, identity, conversation)
      const messages = messagesFor(one, await store.findAll(project.id, primariesOf(one)))
      const upTo = Math.min(read, messages.at(-1)?.sequence ?? 0)
      if (upTo <= one.readBySubject) return { readBySubject: one.readBySubject }
      await store.readBySubject(project.id, conversation, upTo)
      onReadBySubject({ project: project.id, conversation: one.mergedInto ?? conversation })
      return { readBySubject: upTo }
    },

    /** Where an answer goes while the subject is not there; null: nowhere any more. */
    async setEmail(
      project: Project,
      identity: Identity,
      { conversation, email }: { conversation: string; email: string | null },
    ): Promise<{ email: string | null }> {
      await ownOne(project, identity, conversation)
      await store.setEmail(project.id, conversation, email)
      return { email }
    },

    /** One conversation of this subject, with all that they have said and got. */
    async threadOf(project: Project, identity: Identity, id: string): Promise<OwnConversation> {
      const one = await ownOne(project, identity, id)
      return ownOf(one, await store.findAll(project.id, primariesOf(one)))
    },

    /** A subject's own conversations, the newest first. */
    async ofSubject(project: Project, { subject }: Pick<Identity, 'subject'>): Promise<OwnConversation[]> {
      const all = await store.ofSubject(project.id, subject, mostListed)
      const primaries = await store.findAll(project.id, [...new Set(all.flatMap(primariesOf))])
      const last = ({ messages }: OwnConversation) => messages.at(-1)?.sequence ?? 0
      return all.map((one) => ownOf(one, primaries)).sort((a, b) => last(b) - last(a))
    },
  }
}
