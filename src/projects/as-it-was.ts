import { ladderOf, type Project } from './project.ts'

/** A project as far as it says who has what; `ladder`: its channels' keys, from the most cautious on. */
export type ProjectThen = Pick<Project, 'id' | 'createdAt' | 'bounds' | 'default' | 'past' | 'removed'> & {
  ladder: readonly string[]
}

/** A project as it was at an instant (ms): what the team changed later has not happened. */
export function asItWas(project: Project, instant: number): ProjectThen {
  const { id, createdAt, past, removed } = project
  const now = { ladder: ladderOf(project), bounds: project.bounds, default: project.default }
  const { ladder, bounds, default: byDefault } = past.find(({ until }) => until > instant) ?? now
  return {
    ...{ id, createdAt, ladder, bounds, default: byDefault },
    past: past.filter(({ until }) => until <= instant),
    removed: removed.filter(({ at }) => at <= instant),
  }
}
