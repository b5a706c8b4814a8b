import type { Clock } from '../base/clock.ts'
import type { Project } from '../projects/project.ts'
import { type Identity, isSigned } from './identity.ts'
import type { MergeStore } from './merge.store.ts'
import { mergeFor } from './merge.ts'
import type { SubjectService } from './subject.service.ts'
import { refusedToken } from './token-refusal.ts'

/** Moves one kind of what is stored from one subject of a project to another; twice is the same as once. */
export type Mover = (project: Project, from: string, into: Identity) => Promise<void>

type Parts = {
  store: MergeStore
  subjects: SubjectService
  /** Everything that belongs to a subject, in the order in which it moves. */
  movers: readonly Mover[]
  clock: Clock
  onBegin: (project: string, from: string) => void
  onMerged: (project: string, into: string) => void
}

/** What a connection brings: the subject's token, and what the device's anonymous subject had until now. */
export type Presented = { subject?: string | undefined; previous?: string | undefined }

/** Signing in: what the device's anonymous subject chose and said follows the person. */
export function mergeService({ store, subjects, movers, clock, onBegin, onMerged }: Parts) {
  /** All moves are made again, whatever was interrupted; only then is the record done. */
  async function moveAll(project: Project, from: string, into: Identity): Promise<void> {
    onBegin(project.id, from)
    for (const move of movers) await move(project, from, into)
    await store.finish(project.id, from)
    onMerged(project.id, into.subject)
  }

  async function merge(project: Project, from: string, into: Identity): Promise<void> {
    const record = await store.begin(project.id, from, into.subject, clock.now())
    if (mergeFor(record, into.subject) !== 'leave') await moveAll(project, from, into)
  }

  return {
    /** Who connects, and with which token; without one, a new anonymous subject. Merges before it answers. */
    async arrive(project: Project, { subject, previous }: Presented): Promise<{ identity: Identity; token: string }> {
      const token = subject ?? subjects.issue(project)
      const identity = await subjects.identify(project, token)
      if (!isSigned(identity.subject)) {
        if (previous !== undefined) throw refusedToken('previous goes with a signed subject token only', 'previous')
        return { identity, token }
      }
      const from = previous === undefined ? undefined : subjects.anonymousIn(project, previous)
      if (from !== undefined) await merge(project, from, identity)
      for (const { from } of await store.unfinished(project.id, identity.subject))
        await moveAll(project, from, identity)
      const { since } = await subjects.identityOf(project, identity.subject)
      return { identity: { ...identity, since }, token }
    },

    /** Takes up again whatever was interrupted, so that nobody stays in two places until they come again. */
    async resume(project: Project): Promise<void> {
      for (const { from, into } of await store.unfinished(project.id))
        await moveAll(project, from, await subjects.identityOf(project, into))
    },
  }
}

export type MergeService = ReturnType<typeof mergeService>
