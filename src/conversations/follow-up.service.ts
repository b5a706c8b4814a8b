import type { ConversationStore } from './conversation.store.ts'
import type { DuplicatesStore } from './duplicates.store.ts'
import type { HandlingStore } from './handling.store.ts'
import type { StoredConversation } from './stored-conversation.ts'

/** What has still to follow from a conversation: the messages and acts that are not told of yet. */
export type Untold = { conversation: StoredConversation; sequences: readonly number[] }

type Parts = {
  store: Pick<ConversationStore, 'find' | 'completeSome'>
  handling: Pick<HandlingStore, 'hear' | 'untold' | 'told'>
  duplicates: Pick<DuplicatesStore, 'isReserved' | 'undo' | 'release' | 'note'>
  /** Writes letters for members and subjects; undefined where no mail is sent. Twice is the same as once. */
  notify: ((project: { id: string }, untold: Untold) => Promise<void>) | undefined
  onChanged: (project: string, conversation: string) => void
}

const completedAtOnce = 200

/**
 * What follows elsewhere from what was stored in one conversation. It is marked there in the same write, and the mark
 * is taken away when it is done, so that a crash in between loses nothing.
 */
export function followUpService({ store, handling, duplicates, notify, onChanged }: Parts) {
  /** Does what has to follow; what fails is done with a repeat, the next message, or at the next start. */
  async function follow(project: { id: string }, id: string): Promise<void> {
    const found = await store.find(project.id, id)
    if (!found || found.untold.length === 0) return
    const sequences = found.untold
    const conversation = (await tellPrimaries(project.id, found)) ? await store.find(project.id, id) : found
    if (!conversation) return
    await openPrimary(project.id, conversation)
    await notify?.(project, { conversation, sequences })
    await handling.told(project.id, id, sequences)
  }

  /** Ends what was begun by merging it or taking it out; false where neither has been done. */
  async function tellPrimaries(project: string, { id, mergedInto, mergedSince, acts, untold }: StoredConversation) {
    const begun = acts.flatMap((act) => (act.did === 'merge' || act.did === 'unmerge' ? [act] : []))
    const open = begun.filter(({ sequence }) => untold.includes(sequence))
    for (const act of open) {
      const { into, sequence } = act
      // Where the primary has become a duplicate itself meanwhile, this one would be heard nowhere.
      const isOvertaken = mergedSince === sequence && !(await duplicates.isReserved(project, into, id))
      if (isOvertaken) await duplicates.undo(project, id, into, act)
      if (isOvertaken || (act.did === 'unmerge' && mergedInto !== into)) await duplicates.release(project, into, [id])
      if (isOvertaken) continue
      await duplicates.note(project, into, act)
      for (const conversation of [into, id]) onChanged(project, conversation)
    }
    return open.length > 0
  }

  /** What a subject says in a duplicate is heard where the team looks. */
  async function openPrimary(project: string, { mergedInto, untold, messages, acts }: StoredConversation) {
    if (mergedInto === undefined) return
    const said = messages.filter(({ from }) => from === 'subject')
    const refused = acts.filter((act) => act.did === 'answer' && !act.fixed)
    const last = [...said, ...refused].filter(({ sequence }) => untold.includes(sequence)).at(-1)
    if (last && (await handling.hear(project, mergedInto, last))) onChanged(project, mergedInto)
  }

  return {
    /** Whether anything has to follow from what is said or done in this conversation. */
    hasToFollow: ({ mergedInto }: Pick<StoredConversation, 'mergedInto'>): boolean =>
      notify !== undefined || mergedInto !== undefined,

    follow,

    /** At the start: brings old conversations up to date, and does what a crash cut off. */
    async resume(project: { id: string }): Promise<void> {
      while ((await store.completeSome(project.id, completedAtOnce)) > 0);
      for (let ids = await handling.untold(project.id); ids.length > 0; ids = await handling.untold(project.id))
        for (const id of ids) await follow(project, id)
    },
  }
}

export type FollowUpService = ReturnType<typeof followUpService>
