import type { Project } from '../projects/project.ts'
import { ladderOf } from '../projects/project.ts'
import type { FlagStore } from './flag.store.ts'
import { spelledOut } from './reach.ts'

const tries = 5

/** Keeps what has been published as it is while the ladder below it changes. */
export function reachService({ store, onChanged }: { store: FlagStore; onChanged: (project: string) => void }) {
  return {
    /** Writes for every channel what its steps give it by the ladder that ends at `at` (ms); who has what stays so. */
    async spellOut(project: Project, at: number): Promise<void> {
      const ladder = ladderOf(project)
      for (let left = tries; left > 0; left--) {
        const flags = await store.all(project.id)
        let isDone = true
        for (const flag of flags) {
          const revisions = flag.revisions.map((one) => ({ ...one, steps: spelledOut(one.steps, ladder, at) }))
          if (revisions.every(({ steps }, i) => steps.every((step, j) => step === flag.revisions[i]?.steps[j])))
            continue
          const next = { ...flag, revisions, version: flag.version + 1 }
          isDone = (await store.replace(project.id, next)) && isDone
        }
        if (isDone) return onChanged(project.id)
      }
      throw new Error('The flags of a project change faster than they can be written')
    },
  }
}
