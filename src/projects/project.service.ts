import type { Clock } from '../base/clock.ts'
import { newId } from '../base/id.ts'
import { Problem } from '../base/problem.ts'
import { clientKeyOf, looksLikeClientKey } from './client-key.ts'
import type { ProjectStore } from './project.store.ts'
import { defaultChannels, type Project } from './project.ts'

type Parts = { store: ProjectStore; clock: Clock; random: (bytes: number) => Uint8Array }

/** Tenants and their keys; all are held in memory, since every request asks for one. */
export function projectService({ store, clock, random }: Parts) {
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

  return {
    all,

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
      const now = clock.now()
      const project: Project = {
        id: newId(now),
        ...draft,
        channels: defaultChannels,
        origins: [],
        clientKey: clientKeyOf(random(20)),
        createdAt: now,
      }
      const isNew = await store.insert(project)
      forget()
      if (!isNew)
        throw new Problem('conflict', `There is a project ${draft.key} already`, [
          { field: 'key', message: 'This key is taken' },
        ])
      return project
    },

    /** Replaces the list of origins whose pages may use the client key. */
    async setOrigins(project: Project, origins: string[]): Promise<void> {
      await store.setOrigins(project.id, [...new Set(origins)])
      forget()
    },
  }
}

export type ProjectService = ReturnType<typeof projectService>
