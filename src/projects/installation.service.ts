import type { Clock } from '../base/clock.ts'
import type { InstallationStore } from './installation.store.ts'
import type { FirstInstants, InstallationStep, RefusedPage } from './installation.ts'
import type { ProjectService } from './project.service.ts'
import { origin } from './project.ts'
import { keyPrefix, type PageRefusal, refusalTable } from './refusals.ts'

type Parts = {
  store: InstallationStore
  projects: Pick<ProjectService, 'all'>
  clock: Clock
  onChanged: (project: string) => void
}

/** How far a product has come with putting Sluice into its pages, and what keeps some of them out. */
export function installationService({ store, projects, clock, onChanged }: Parts) {
  /** What has been reached is asked for with every event of every page, and stays. */
  const known = new Map<string, FirstInstants>()
  const refusals = refusalTable()

  async function firstsOf(project: string): Promise<FirstInstants> {
    const found = known.get(project) ?? (await store.find(project))
    known.set(project, found)
    return found
  }

  return {
    firstsOf,

    /** Notes when this came first; each is written once. */
    async reached(project: string, step: InstallationStep): Promise<void> {
      if (known.get(project)?.[step] !== undefined) return
      const at = clock.now()
      const firsts = await firstsOf(project)
      if (firsts[step] !== undefined) return
      known.set(project, { ...firsts, ...known.get(project), [step]: at })
      await store.reach(project, step, at)
      onChanged(project)
    },

    /** Notes why a page was not let in, where its project can know: by its key, else by the origin that it lists. */
    async refused({ key, origin: from, project }: RefusedPage): Promise<void> {
      const read = origin.safeParse(from)
      if (!read.success) return
      const now = clock.now()
      if (project !== undefined) {
        refusals.note(project, { kind: 'origin', what: read.data }, now)
        return onChanged(project)
      }
      for (const { id, origins } of await projects.all()) {
        if (!origins.includes(read.data)) continue
        refusals.note(id, { kind: 'key', what: keyPrefix(key) }, now)
        onChanged(id)
      }
    },

    /** What was refused within the last 24 hours and still would be, the latest first. */
    refusalsOf: ({ id, origins }: { id: string; origins: readonly string[] }): PageRefusal[] =>
      refusals.lately(id, clock.now()).filter(({ kind, what }) => kind === 'key' || !origins.includes(what)),
  }
}

export type InstallationService = ReturnType<typeof installationService>
