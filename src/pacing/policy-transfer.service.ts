import type { Clock } from '../base/clock.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import { movedFrom } from './in-force.ts'
import { remark } from './marks.ts'
import type { CurrentChoices } from './next-choices.ts'
import type { PolicyStore } from './policy.store.ts'

type Parts = {
  store: PolicyStore
  clock: Clock
  load: (project: Project, identity: Identity) => Promise<CurrentChoices>
  onChosen: (project: string, subject: string) => void
  onLeft: (project: string, subject: string, from: string, to: string) => void
}

/** What becomes of choices without anybody choosing: their subject signs in, or their channel is removed. */
export function policyTransfers({ store, clock, load, onChosen, onLeft }: Parts) {
  return {
    /**
     * Gives what one subject chose to another who has chosen nothing themselves; from whoever has, it is only taken
     * away. `hasSeen`: that one has seen the product before, so what the default had given them stays (a mark).
     */
    async move(project: Project, from: string, into: Identity, hasSeen: boolean): Promise<void> {
      const taken = await store.find(project.id, from)
      if (!taken) return
      const own = await load(project, into)
      const marks = hasSeen && taken.policy ? remark(taken.marks, own.policy, clock.now() + 1, false) : taken.marks
      const isTaken =
        own.version === 0 &&
        (await store.save(project.id, into.subject, { ...taken, marks: [...marks], version: own.version + 1 }))
      await store.remove(project.id, from)
      if (isTaken) onChosen(project.id, into.subject)
      // Whoever asked for room while both were there has been told that there is none.
      const { channel } = taken.policy ?? {}
      if (channel !== undefined) onLeft(project.id, from, channel, isTaken ? channel : own.policy.channel)
    },

    /**
     * Writes anew at most `most` of those whose channel was removed, each with a mark, and answers how many; they are
     * told first, so that whoever is cut off in between has been.
     */
    async moveOn(
      project: Project,
      most: number,
      tell: (subject: string, from: string, to: string, at: number) => Promise<void>,
    ): Promise<number> {
      const gone = project.removed.map(({ key }) => key)
      if (gone.length === 0) return 0
      let moved = 0
      for (const { subject, policy, marks, ...rest } of await store.onChannels(project.id, gone, most)) {
        const next = policy && movedFrom(project, policy, marks)
        if (!next) continue
        await tell(subject, policy.channel, next.policy.channel, next.at)
        const stored = { ...rest, policy: next.policy, marks: next.marks, version: rest.version + 1 }
        // Whoever chose something in this very moment has been written anew by that.
        if (await store.save(project.id, subject, stored)) moved++
        onChosen(project.id, subject)
      }
      return moved
    },
  }
}
