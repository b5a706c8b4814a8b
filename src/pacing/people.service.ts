import type { LadderPeople } from '../projects/ladder-words.ts'
import type { Project } from '../projects/project.ts'
import type { PolicyQueries } from './policy.queries.ts'
import type { PolicyService } from './policy.service.ts'

type Parts = {
  queries: PolicyQueries
  policies: Pick<PolicyService, 'countByChannel'>
  countWaiting: (project: Project) => Promise<Map<string, number>>
  countSubjects: (project: Project) => Promise<number>
}

/** How many people a change of the project's channels, bounds or default would concern. */
export function peopleService({ queries, policies, countWaiting, countSubjects }: Parts) {
  async function onLadder(project: Project): Promise<LadderPeople> {
    const [on, waiting, known] = await Promise.all([
      policies.countByChannel(project),
      countWaiting(project),
      countSubjects(project),
    ])
    const chosen = [...on.values()].reduce((sum, n) => sum + n, 0)
    return { on, waiting, undecided: Math.max(0, known - chosen) }
  }

  return {
    onLadder,

    /** How many are known who never chose. */
    undecided: async (project: Project): Promise<number> => (await onLadder(project)).undecided,

    /** What people chose, as they chose it, before the project's bounds. */
    groups: (project: Project) => queries.groups(project.id),
  }
}

export type PeopleService = ReturnType<typeof peopleService>
