import type { Clock } from '../base/clock.ts'
import { newId } from '../base/id.ts'
import { refuseOwnAddress } from '../base/own-address.ts'
import { Problem } from '../base/problem.ts'
import { defaultFaults, type Rules } from './bounds.ts'
import type { ChannelDraft } from './channel.ts'
import { clientKeyOf, looksLikeClientKey } from './client-key.ts'
import type { Dimension } from './dimension.ts'
import { withLadder, withRules } from './ladder.ts'
import type { ProjectStore } from './project.store.ts'
import { newProject, type Project } from './project.ts'

type Parts = {
  store: ProjectStore
  clock: Clock
  random: (bytes: number) => Uint8Array
  /** Makes what has been published independent of the order of the channels, before that changes at an instant (ms). */
  beforeLadder: (project: Project, at: number) => Promise<void>
  onChanged: (project: Project) => void
}

/** Tenants and their keys; all are held in memory, since every request asks for one. */
export function projectService({ store, clock, random, beforeLadder, onChanged }: Parts) {
  let known: Promise<Project[]> | undefined

  const all = (): Promise<Project[]> => {
    known ??= store.all().catch((fault) => {
      known = undefined
      throw fault
    })
    return known
  }
  const forget = () => {
    known = undefined
  }

  /** The project as it is now, where nobody changed it since the version that somebody looked at. */
  async function current(project: Project, version: number | undefined): Promise<Project> {
    const found = (await all()).find(({ id }) => id === project.id)
    if (!found) throw new Problem('missing', 'There is no such project')
    if (version !== undefined && version !== found.version) throw changedMeanwhile()
    return found
  }

  async function replace(next: Project): Promise<Project> {
    const isStored = await store.replaceRules(next)
    forget()
    if (!isStored) throw changedMeanwhile()
    onChanged(next)
    return next
  }

  return {
    all,

    async byId(id: string): Promise<Project | undefined> {
      return (await all()).find((project) => project.id === id)
    },

    async byKey(key: string): Promise<Project | undefined> {
      return (await all()).find((project) => project.key === key)
    },

    async byClientKey(key: string): Promise<Project | undefined> {
      if (!looksLikeClientKey(key)) return undefined
      return (await all()).find((project) => project.clientKey === key)
    },

    async isListedOrigin(origin: string): Promise<boolean> {
      return (await all()).some(({ origins }) => origins.includes(origin))
    },

    async create(draft: { key: string; name: string }): Promise<Project> {
      refuseOwnAddress('project', draft.key)
      const now = clock.now()
      const project = newProject({ id: newId(now), ...draft, clientKey: clientKeyOf(random(20)), createdAt: now })
      const isNew = await store.insert(project)
      forget()
      if (!isNew)
        throw new Problem('conflict', `There is a project ${draft.key} already`, [
          { field: 'key', message: 'This key is taken' },
        ])
      return project
    },

    /** What the project would be with another ladder; nothing is stored. */
    lookAtLadder: (project: Project, drafts: readonly ChannelDraft[]): Project =>
      withLadder(project, drafts, clock.now() + 1),

    /** Replaces the ladder; `version`: of the project that whoever asks for it has looked at. */
    async setLadder(project: Project, drafts: readonly ChannelDraft[], version?: number): Promise<Project> {
      const found = await current(project, version)
      const next = withLadder(found, drafts, clock.now() + 1)
      const turn = next.past[found.past.length]
      if (turn) await beforeLadder(found, turn.until)
      return replace(next)
    },

    /** Replaces bounds and default; what they gave before stays with those who have it. */
    async setRules(project: Project, rules: Rules, version?: number): Promise<Project> {
      const found = await current(project, version)
      const faults = defaultFaults(rules, found.channels)
      if (faults.length) throw new Problem('invalid', faults[0]?.message ?? '', faults)
      return replace(withRules(found, rules, clock.now() + 1))
    },

    /** Replaces what a product may say with every answer; answers keep what they have. */
    async setDimensions(project: Project, dimensions: readonly Dimension[]): Promise<void> {
      await store.setDimensions(project.id, dimensions)
      forget()
    },

    /** Whether what people write from now on is redacted; what is written stays as it is. */
    async setRedacts(project: Project, redacts: boolean): Promise<void> {
      await store.setRedacts(project.id, redacts)
      forget()
    },

    /** Replaces the list of origins whose pages may use the client key. */
    async setOrigins(project: Project, origins: string[]): Promise<void> {
      await store.setOrigins(project.id, [...new Set(origins)])
      forget()
    },
  }
}

const changedMeanwhile = () =>
  new Problem('stale', 'Somebody changed the settings meanwhile. Look again, then repeat what you did.')

export type ProjectService = ReturnType<typeof projectService>
