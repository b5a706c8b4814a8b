import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { ConversationStore } from './conversation.store.ts'
import type { OwnConversation } from './conversation.ts'
import type { OwnListStore } from './own-list.store.ts'
import { type HalfRead, hidesWhatCounts, mostInList, shortened } from './own-list.ts'
import { messagesFor, ownOf, type Primaries, primariesOf, unreadIn } from './present.ts'
import { ownedBy } from './talk.ts'

const mostListed = 100

/** `unread`: how many of the team's messages are not read; `answered`: of how many conversations the team has replied. */
export type OwnList = { conversations: OwnConversation[]; unread: number; answered: number }

export type OwnParts = {
  store: ConversationStore
  list: OwnListStore
  onReadBySubject: (event: { project: string; conversation: string }) => void
}

/** What subjects see of their own conversations, and mark in them; somebody else's are as if they did not exist. */
export function ownConversations({ store, list, onReadBySubject }: OwnParts) {
  const ownOne = async (project: Project, { subject }: Pick<Identity, 'subject'>, id: string) =>
    ownedBy(subject, await store.find(project.id, id))

  /** As many messages as fit into `left` characters, of which some may have to be read for it. */
  async function within(project: Project, one: HalfRead, primaries: Primaries, left: number) {
    const shown = shortened(one, primaries, left)
    const entire = shown.hasRoom ? (await list.entire(project.id, [one.id])).get(one.id) : undefined
    return entire ? shortened(entire, primaries, left) : shown
  }

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

    /**
     * A subject's own conversations, the newest first, with as many of the newest messages as a list may carry; whose turn
     * is first goes short last. `whole`: the one of which all is to be there. Nothing else is read of them than is shown.
     */
    async ofSubject(project: Project, { subject }: Pick<Identity, 'subject'>, whole?: string): Promise<OwnList> {
      const newest = await list.newest(project.id, subject, mostListed)
      const wanted = newest.filter((one) => hidesWhatCounts(one) || (one.hidden > 0 && one.id === whole))
      const [entire, primaries] = await Promise.all([
        list.entire(
          project.id,
          wanted.map(({ id }) => id),
        ),
        list.entire(project.id, [...new Set(newest.flatMap(primariesOf))]),
      ])
      const known = newest.map((one) => {
        const all = entire.get(one.id) ?? one
        return { one: all, said: messagesFor(all, primaries) }
      })
      const last = ({ said }: (typeof known)[number]) => said.at(-1)?.sequence ?? 0
      const conversations: OwnConversation[] = []
      let left = mostInList
      for (const { one } of known.sort((a, b) => last(b) - last(a))) {
        const shown =
          one.id === whole ? { own: ownOf(one, primaries), left } : await within(project, one, primaries, left)
        conversations.push(shown.own)
        left = shown.left
      }
      const answered = known.filter(({ said }) => said.some(({ from }) => from === 'team')).length
      const unread = conversations.reduce((sum, one) => sum + unreadIn(one) + (one.earlier?.unread ?? 0), 0)
      return { conversations, unread, answered }
    },
  }
}
