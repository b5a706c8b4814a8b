import { type Connection, trusted } from 'mongoose'
import { type ConversationDocument, conversationFields, conversationId, mostActs } from './conversation.store.ts'
import type { ChangeLink } from './conversation.ts'
import { type Loop, type Older, type StoredConversation, whole } from './stored-conversation.ts'
import type { Act } from './thread.ts'

const mostOfOne = 200

/** What an answer changes, as its conversation was `mergedInto` another when that was looked at. */
type Answered = { set: Partial<StoredConversation>; act: Act; untold: boolean; mergedInto: string | undefined }

/** A conversation without what was said and done in it. */
export type Unsaid = Omit<StoredConversation, 'messages' | 'notes' | 'acts'>

/** How far the changes have come to which conversations are linked. */
export function loopStore(connection: Connection) {
  const conversations = connection.model<ConversationDocument>('conversations')
  const ofLink = ({ flag, revision }: ChangeLink) => ({ 'loop.flag': flag, 'loop.revision': revision })

  return {
    /** The flags to which any conversation is linked. */
    async linkedFlags(project: string): Promise<string[]> {
      const found = await conversations.aggregate<{ _id: string }>([
        { $match: { project, 'linkedTo.flag': { $gt: '' } } },
        { $group: { _id: '$linkedTo.flag' } },
      ])
      return found.map(({ _id }) => _id)
    },

    /** The conversations that are linked to a flag. */
    async linkedTo(project: string, flag: string): Promise<StoredConversation[]> {
      const found = conversations.find({ project, 'linkedTo.flag': flag }, conversationFields, { strictQuery: false })
      return (await found.lean<Older[]>()).map(whole)
    },

    /** A subject's conversations that are linked, or merged into others that may be. */
    async ofSubject(project: string, subject: string): Promise<Unsaid[]> {
      const filter = {
        ...{ project, subject },
        $or: [{ 'linkedTo.flag': trusted({ $exists: true }) }, { mergedInto: trusted({ $exists: true }) }],
      }
      const about = { ...conversationFields, messages: 0, notes: 0, acts: 0, lines: 0 }
      const found = conversations.find(filter, about, { strictQuery: false }).limit(mostOfOne)
      return (await found.lean<Older[]>()).map(whole)
    },

    /** Writes down that a link has arrived; false where that is written. */
    async begin(project: string, id: string, loop: Loop): Promise<boolean> {
      const { flag, revision } = loop
      const isAnother = [
        { loop: null },
        { 'loop.flag': trusted({ $ne: flag }) },
        { 'loop.revision': trusted({ $ne: revision }) },
      ]
      const done = await conversations.updateOne(
        { ...conversationId(project, id), $or: isAnother },
        { $set: { loop } },
        { strictQuery: false },
      )
      return done.modifiedCount === 1
    },

    /** Writes down that the subject is asked; the first instant stays. */
    async asked(project: string, id: string, link: ChangeLink, askedAt: number): Promise<void> {
      await conversations.updateOne(
        { ...conversationId(project, id), ...ofLink(link), 'loop.askedAt': null },
        { $set: { 'loop.askedAt': askedAt } },
        { strictQuery: false },
      )
    },

    /** Takes an answer once, with all it changes; false where there is one, nothing was asked, or it is merged otherwise. */
    async answer(
      project: string,
      id: string,
      link: ChangeLink,
      answer: NonNullable<Loop['answer']>,
      answered: Answered,
    ): Promise<boolean> {
      const { set, act, untold, mergedInto = null } = answered
      const done = await conversations.updateOne(
        { ...conversationId(project, id), ...ofLink(link), 'loop.answer': null, mergedInto },
        {
          $set: { ...set, 'loop.answer': answer },
          $max: { lastAt: answer.at, heard: answer.sequence },
          $inc: { version: 1 },
          $push: { acts: { $each: [act], $slice: -mostActs }, ...(untold && { untold: answer.sequence }) },
        },
        { strictQuery: false },
      )
      return done.modifiedCount === 1
    },
  }
}

export type LoopStore = ReturnType<typeof loopStore>
