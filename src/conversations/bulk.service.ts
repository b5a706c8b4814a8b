import type { Clock } from '../base/clock.ts'
import { newId } from '../base/id.ts'
import { inTurn } from '../base/in-turn.ts'
import { Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import type { BulkStore, Undoing } from './bulk.store.ts'
import { type BulkHandling, firstOf, type StepBack, wayBack } from './bulk.ts'
import type { ConversationService } from './conversation.service.ts'
import { type DuplicatesService, later } from './duplicates.service.ts'
import type { HandlingService, Member } from './handling.service.ts'
import type { VersionsShown } from './shown-version.ts'

type Parts = {
  store: BulkStore
  conversations: Pick<ConversationService, 'find'>
  handling: Pick<HandlingService, 'handle'>
  duplicates: Pick<DuplicatesService, 'merge' | 'unmerge'>
  clock: Clock
}

/** How many it was done with, what was refused and why, and the id by which it is taken back, if there is something to. */
export type BulkOutcome = { done: number; refused: string[]; undo?: string }

/** The same act on several conversations, with one way back for each member: that of what they did last. */
export function bulkService({ store, conversations, handling, duplicates, clock }: Parts) {
  // Of two that take back the same at once the second finds it done.
  const turns = inTurn()
  const turnOf = (project: Project, by: Member) => `${project.id}:${by.id}`

  /** Does something with each; what is refused for one stops no other. */
  async function each<Item>(items: readonly Item[], act: (item: Item) => Promise<StepBack | undefined>) {
    const steps: StepBack[] = []
    const refused: string[] = []
    for (const item of items) {
      try {
        const step = await act(item)
        if (step) steps.push(step)
      } catch (thrown) {
        if (!(thrown instanceof Problem)) throw thrown
        refused.push(thrown.message)
      }
    }
    return { steps, refused, done: items.length - refused.length }
  }

  async function keep(project: Project, by: Member, { steps, ...outcome }: Awaited<ReturnType<typeof each>>) {
    if (steps.length === 0) return outcome
    const undo = newId(clock.now())
    await turns.run(turnOf(project, by), async () => {
      // The way back that this one takes the place of may have been gone half.
      for (const undoing of await store.begun(project.id)) if (undoing.by.id === by.id) await takeBack(project, undoing)
      await store.put(project.id, by.id, undo, steps)
    })
    return { ...outcome, undo }
  }

  async function takeBack(project: Project, undoing: Undoing) {
    const { steps, by } = undoing
    const { done, refused } = await each(steps, async (step) => {
      if ('unmerge' in step) await duplicates.unmerge(project, step.id, by, step.unmerge.since)
      else await handling.handle(project, step.id, step.back, by, step.version)
      return undefined
    })
    await store.end(project.id, undoing)
    return { done, refused }
  }

  return {
    /**
     * Does the same with each; what somebody else is acting on just then, or has since it was `shown`, is refused, so that
     * the way back is true.
     */
    async handle(
      project: Project,
      ids: readonly string[],
      asked: BulkHandling,
      by: Member,
      shown: VersionsShown = {},
    ): Promise<BulkOutcome> {
      const outcome = await each([...new Set(ids)], async (id) => {
        const before = await conversations.find(project, id)
        const { version } = await handling.handle(project, id, asked, by, shown[id] ?? before.version)
        return version === before.version ? undefined : { id, back: wayBack(before, asked), version }
      })
      return keep(project, by, outcome)
    },

    /** Makes them duplicates of the one that was written first; what has been acted on since it was `shown` is refused. */
    async merge(
      project: Project,
      ids: readonly string[],
      by: Member,
      shown: VersionsShown = {},
    ): Promise<BulkOutcome & { into: string }> {
      const all = await Promise.all([...new Set(ids)].map((id) => conversations.find(project, id)))
      const primary = firstOf(all)
      if (!primary || all.length < 2) throw new Problem('invalid', 'Select at least two conversations to merge them.')
      const others = all.filter(({ id }) => id !== primary.id)
      let merged = 0
      const outcome = await each(others, async ({ id }) => {
        const [since] = await duplicates.merge(project, primary.id, [id], by, later(shown, primary.id, merged))
        if (since === undefined) return undefined
        merged++
        return { id, unmerge: { since } }
      })
      return { ...(await keep(project, by, outcome)), into: primary.id }
    },

    /** Takes back what this member did last; what others have acted on since stays. Again: goes on where it was cut off. */
    undo: (project: Project, id: string, by: Member): Promise<{ done: number; refused: string[] }> =>
      turns.run(turnOf(project, by), async () => {
        const undoing = await store.begin(project.id, by, id)
        if (!undoing)
          throw new Problem('conflict', 'This has been taken back already, or you have done something else since.')
        return takeBack(project, undoing)
      }),

    /** At the start: takes back the rest of what a crash cut off. */
    async resume(project: Project): Promise<void> {
      for (const undoing of await store.begun(project.id))
        await turns.run(turnOf(project, undoing.by), () => takeBack(project, undoing))
    },
  }
}

export type BulkService = ReturnType<typeof bulkService>
