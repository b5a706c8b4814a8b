import type { Clock } from '../base/clock.ts'
import { invalid, Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import type { ConversationStore } from './conversation.store.ts'
import type { DuplicatesStore } from './duplicates.store.ts'
import type { FollowUpService } from './follow-up.service.ts'
import type { VersionsShown } from './shown-version.ts'
import type { StoredConversation } from './stored-conversation.ts'
import { existing } from './talk.ts'
import type { Act } from './thread.ts'

type Parts = {
  store: Pick<ConversationStore, 'find' | 'findAll'>
  duplicates: DuplicatesStore
  sequence: (project: string) => Promise<number>
  /** Tells the primary what was done. */
  followUps: Pick<FollowUpService, 'follow'>
  clock: Clock
}

/** Several conversations about the same thing: they become duplicates of one, and can be taken out again. */
export function duplicatesService({ store, duplicates, sequence, followUps, clock }: Parts) {
  const find = async (project: Project, id: string) => existing(await store.find(project.id, id))

  const actOf = async (project: Project, did: 'merge' | 'unmerge', id: string, into: string, by: { name: string }) => ({
    ...{ did, conversation: id, into, by: by.name, at: clock.now(), sequence: await sequence(project.id) },
  })

  /** Takes names away that a crash left between a primary and somebody who is no duplicate of it. */
  async function releaseOthers(project: Project, primary: StoredConversation): Promise<void> {
    const named = await store.findAll(project.id, primary.merged)
    const others = primary.merged.filter((id) => named.get(id)?.mergedInto !== primary.id)
    if (others.length > 0) await duplicates.release(project.id, primary.id, others)
  }

  /** Since when it is a duplicate by this; undefined where it was one before. */
  async function merge(project: Project, primary: string, id: string, by: { name: string }, shown: VersionsShown) {
    const one = await find(project, id)
    if (one.mergedInto === primary) {
      await followUps.follow(project, id)
      return undefined
    }
    if (one.mergedInto !== undefined) throw conflict(`It is a duplicate of ${one.mergedInto}. Take it out there first.`)
    if (one.version !== (shown[id] ?? one.version)) throw overtaken()
    if ((await duplicates.of(project.id, [id])).length > 0)
      throw conflict('It has duplicates of its own. Take them out first.')
    await releaseOthers(project, one)
    if (!(await duplicates.reserve(project.id, primary, id, shown[primary]))) {
      if ((await find(project, primary)).mergedInto === undefined) throw overtaken()
      throw conflict('It is a duplicate itself. Merge into the one that it was merged into.')
    }
    const act: Act = await actOf(project, 'merge', id, primary, by)
    if (!(await duplicates.merge(project.id, one, primary, act))) {
      if ((await find(project, id)).mergedInto === primary) return undefined
      await duplicates.release(project.id, primary, [id])
      throw overtaken()
    }
    await followUps.follow(project, id)
    if ((await find(project, id)).mergedSince !== act.sequence) throw overtaken()
    return act.sequence
  }

  return {
    of: duplicates.of,

    /**
     * Merges some into `primary`; again is the same as once. Each of their subjects goes on to see their own alone.
     * Refused as stale where something happens to one meanwhile, nobody would hear it there, or has happened to one or to
     * the primary since it was `shown`. Answers the `sequence` at which each became one that was none before.
     */
    async merge(
      project: Project,
      primary: string,
      ids: readonly string[],
      by: { name: string },
      shown: VersionsShown = {},
    ): Promise<number[]> {
      if (ids.includes(primary)) throw invalid('ids', 'A conversation is no duplicate of itself')
      const { mergedInto } = await find(project, primary)
      if (mergedInto !== undefined) throw conflict(`It is a duplicate of ${mergedInto} itself. Merge into that one.`)
      const others = [...new Set(ids)]
      // Where one of them is not there, nothing is done at all.
      await Promise.all(others.map((id) => find(project, id)))
      const merged: number[] = []
      for (const id of others) {
        const since = await merge(project, primary, id, by, later(shown, primary, merged.length))
        if (since !== undefined) merged.push(since)
      }
      return merged
    },

    /**
     * Makes it a conversation of its own again, as it was but for what its subject has said and been told since. `since`:
     * the merge that this takes back; refused where it has been merged again after that one.
     */
    async unmerge(project: Project, id: string, by: { name: string }, since?: number): Promise<void> {
      const one = await find(project, id)
      if (one.mergedInto !== undefined) {
        if (one.mergedSince !== (since ?? one.mergedSince)) throw conflict('It has been merged again since.')
        const primary = await find(project, one.mergedInto)
        const act: Act = await actOf(project, 'unmerge', id, primary.id, by)
        const span = { primary: primary.id, from: one.mergedSince ?? 0, to: act.sequence }
        await duplicates.unmerge(project.id, id, span, standingAfter(one, primary, span), act)
      }
      await followUps.follow(project, id)
    },
  }
}

export type DuplicatesService = ReturnType<typeof duplicatesService>

/** Each duplicate that a primary gets makes its version one higher. */
export const later = (shown: VersionsShown, primary: string, merged: number): VersionsShown => {
  const version = shown[primary]
  return version === undefined ? shown : { ...shown, [primary]: version + merged }
}

const overtaken = () =>
  new Problem('stale', 'Something has happened in these conversations meanwhile. Look again, then merge them.')

const conflict = (message: string) => new Problem('conflict', message)

/** What has changed for a duplicate while it was one: the team may have read and answered it. */
function standingAfter(
  one: StoredConversation,
  { messages, readByTeam }: StoredConversation,
  { from, to }: { from: number; to: number },
): Partial<StoredConversation> {
  const reply = messages.findLast(
    (message) => message.from === 'team' && message.sequence > from && message.sequence <= to,
  )
  const isAnswered = one.state === 'open' && reply !== undefined && reply.sequence > one.heard
  return {
    ...(isAnswered && { state: 'waiting' as const }),
    ...(readByTeam > one.readByTeam &&
      readByTeam > from && { readByTeam, unread: one.unread && readByTeam < one.heard }),
  }
}
