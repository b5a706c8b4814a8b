import { type Connection, trusted } from 'mongoose'
import { type ConversationDocument, conversationFields, conversationId, mostActs } from './conversation.store.ts'
import { versionOf } from './handling.store.ts'
import { type MergedSpan, type Older, type StoredConversation, whole } from './stored-conversation.ts'
import type { Act } from './thread.ts'

const kept = (act: Act) => ({ acts: { $each: [act], $slice: -mostActs } })

/** The primary has still to be told of it, which the next start does where a crash keeps this one from it. */
const keptUntold = (act: Act) => ({ ...kept(act), untold: act.sequence })

/**
 * Which conversation is a duplicate of which. What counts is `mergedInto` of the duplicate, one write; before it the
 * primary names the duplicate in `merged`, and nobody who is named there or names somebody can be merged the other
 * way, so that two at once make no circle.
 */
export function duplicatesStore(connection: Connection) {
  const conversations = connection.model<ConversationDocument>('conversations')

  return {
    /** Names a duplicate with its primary; false where that is a duplicate itself, or is not at `version` any more. */
    async reserve(project: string, primary: string, duplicate: string, version?: number): Promise<boolean> {
      const asShown = version !== undefined && { version: versionOf({ version }) }
      const done = await conversations.updateOne(
        { ...conversationId(project, primary), mergedInto: null, ...asShown },
        { $addToSet: { merged: duplicate } },
      )
      return done.matchedCount === 1
    },

    /** Takes the names of those away that are no duplicates of it. */
    async release(project: string, primary: string, duplicates: readonly string[]): Promise<void> {
      await conversations.updateOne(conversationId(project, primary), { $pullAll: { merged: [...duplicates] } })
    },

    async isReserved(project: string, primary: string, duplicate: string): Promise<boolean> {
      const filter = { ...conversationId(project, primary), mergedInto: null, merged: duplicate }
      return (await conversations.findOne(filter, { _id: 1 }).lean()) !== null
    },

    /** Makes it a duplicate as it was read; false where anything happened to it since, or it names others as its own. */
    async merge(project: string, read: StoredConversation, into: string, act: Act): Promise<boolean> {
      const done = await conversations.updateOne(
        {
          ...conversationId(project, read.id),
          ...{ mergedInto: null, version: versionOf(read), 'merged.0': trusted({ $exists: false }) },
        },
        {
          $set: { mergedInto: into, mergedSince: act.sequence, listed: false },
          $inc: { version: 1 },
          $push: keptUntold(act),
        },
        { strictQuery: false },
      )
      return done.modifiedCount === 1
    },

    /** Writes down with the primary what was done; once, as its sequence is the same each time. */
    async note(project: string, primary: string, act: Act): Promise<void> {
      await conversations.updateOne(
        { ...conversationId(project, primary), 'acts.sequence': trusted({ $ne: act.sequence }) },
        { $push: kept(act), $inc: { version: 1 } },
        { strictQuery: false },
      )
    },

    /** Makes it a conversation of its own again; false where it was none of this primary's duplicates since then. */
    async unmerge(
      project: string,
      id: string,
      span: MergedSpan,
      set: Partial<StoredConversation>,
      act: Act,
    ): Promise<boolean> {
      const done = await conversations.updateOne(
        { ...conversationId(project, id), mergedInto: span.primary, ...(span.from > 0 && { mergedSince: span.from }) },
        {
          $set: { ...set, listed: true },
          $unset: { mergedInto: 1, mergedSince: 1 },
          $inc: { version: 1 },
          $push: { spans: span, ...keptUntold(act) },
        },
      )
      return done.modifiedCount === 1
    },

    /** Undoes a merge that another one overtook, as if it had not been. */
    async undo(project: string, id: string, into: string, { sequence }: Act): Promise<void> {
      await conversations.updateOne(
        { ...conversationId(project, id), mergedInto: into, mergedSince: sequence },
        {
          $set: { listed: true },
          $unset: { mergedInto: 1, mergedSince: 1 },
          $pull: { acts: { sequence }, untold: sequence },
        },
      )
    },

    /** The duplicates that were merged into these. */
    async of(project: string, primaries: readonly string[]): Promise<StoredConversation[]> {
      if (primaries.length === 0) return []
      const filter = { project, mergedInto: trusted({ $in: [...primaries] }) }
      const found = conversations.find(filter, conversationFields).sort({ at: 1, sequence: 1 })
      return (await found.lean<Older[]>()).map(whole)
    },
  }
}

export type DuplicatesStore = ReturnType<typeof duplicatesStore>
