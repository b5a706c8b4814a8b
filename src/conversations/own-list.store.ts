import { type Connection, trusted } from 'mongoose'
import type { ConversationDocument } from './conversation.store.ts'
import type { HalfRead } from './own-list.ts'
import { type Older, whole } from './stored-conversation.ts'

/** As many messages of each as are read at first: most conversations are no longer. */
const newest = 20

const about = {
  ...{ _id: 0, id: 1, kind: 1, mood: 1, at: 1, state: 1, outcome: 1, email: 1, readBySubject: 1, readByTeam: 1 },
  ...{ mergedInto: 1, mergedSince: 1, spans: 1, listed: 1, awaitsTeam: 1 },
} as const

/** What a subject's list of conversations shows, without the notes and acts of the team, and not all of what was said. */
export function ownListStore(connection: Connection) {
  const conversations = connection.model<ConversationDocument>('conversations')
  type Found = Older & { count?: number }

  const halfRead = ({ count, ...found }: Found): HalfRead => {
    const one = whole(found)
    return { ...one, hidden: (count ?? one.messages.length) - one.messages.length }
  }

  return {
    /** A subject's conversations with the newest messages of each, those first in which something happened last. */
    async newest(project: string, subject: string, most: number): Promise<HalfRead[]> {
      const shown = { ...about, messages: { $slice: -newest }, count: { $size: '$messages' } }
      const found = conversations.find({ project, subject }, shown).sort({ lastAt: -1 }).limit(most)
      return (await found.lean<Found[]>()).map(halfRead)
    },

    /** Conversations with all of their messages, by id. */
    async entire(project: string, ids: readonly string[]): Promise<Map<string, HalfRead>> {
      if (ids.length === 0) return new Map()
      const filter = { project, _id: trusted({ $in: ids.map((id) => `${project}:${id}`) }) }
      const found = await conversations.find(filter, { ...about, messages: 1 }).lean<Found[]>()
      return new Map(found.map(halfRead).map((one) => [one.id, one]))
    },
  }
}

export type OwnListStore = ReturnType<typeof ownListStore>
