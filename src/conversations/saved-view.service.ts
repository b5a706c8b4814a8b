import { Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import type { SavedViewStore } from './saved-view.store.ts'
import { mostViews, type SavedView } from './saved-view.ts'

/** Filters of the inbox that each member keeps for themselves. */
export function savedViewService(store: SavedViewStore) {
  return {
    of: (project: Project, member: string) => store.of(project.id, member),

    /** Keeps a view, in the place of the one that has this name. */
    async save(project: Project, member: string, view: SavedView): Promise<void> {
      const kept = await store.of(project.id, member)
      if (kept.length >= mostViews && !kept.some(({ name }) => name === view.name))
        throw new Problem('limited', `You have ${mostViews} views, and more are not kept. Take one away first.`)
      await store.put(project.id, member, view)
    },

    /** Takes a view away; answers what it was, for who wants it back. */
    async remove(project: Project, member: string, name: string): Promise<SavedView> {
      const view = (await store.of(project.id, member)).find((one) => one.name === name)
      if (!view) throw new Problem('missing', 'You have no such view')
      await store.remove(project.id, member, name)
      return view
    },
  }
}

export type SavedViewService = ReturnType<typeof savedViewService>
