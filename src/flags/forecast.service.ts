import type { Clock } from '../base/clock.ts'
import { inForce } from '../pacing/in-force.ts'
import type { PolicyQueries } from '../pacing/policy.queries.ts'
import type { PolicyGroup } from '../pacing/policy-key.ts'
import type { Project } from '../projects/project.ts'

/** For so long (ms) new visitors may be missing; a choice shows at once. */
const heldMs = 1000

type Parts = { queries: PolicyQueries; countSubjects: (project: Project) => Promise<number>; clock: Clock }

type Counted = { chosen: PolicyGroup[]; subjects: number }

/** What all people of a project have chosen, as the forecasts count them. */
export function forecastService({ queries, countSubjects, clock }: Parts) {
  const held = new Map<string, { at: number; counted: Promise<Counted> }>()

  async function count(project: Project): Promise<Counted> {
    const [chosen, subjects] = await Promise.all([queries.groups(project.id), countSubjects(project)])
    return { chosen, subjects }
  }

  function counted(project: Project): Promise<Counted> {
    const there = held.get(project.id)
    const now = clock.now()
    if (there && Math.abs(now - there.at) < heldMs) return there.counted
    const counting = count(project)
    held.set(project.id, { at: now, counted: counting })
    counting.catch(() => held.delete(project.id))
    return counting
  }

  return {
    /** The distinct policies in force with their people, of everybody who is known; who never chose has the default. */
    async groups(project: Project): Promise<PolicyGroup[]> {
      const { chosen, subjects } = await counted(project)
      const others = subjects - chosen.reduce((sum, { people }) => sum + people, 0)
      const asChosen = chosen.map(({ policy, people }) => ({ policy: settled(project, policy), people }))
      return others > 0 ? [...asChosen, { policy: settled(project), people: others }] : asChosen
    },

    /** Somebody chose: what was counted is out of date. */
    forget: (project: string) => held.delete(project),
  }
}

export type ForecastService = ReturnType<typeof forecastService>

/** When the project's rules changed does not matter for what is still to come (see `policyKey`). */
function settled(project: Project, chosen?: PolicyGroup['policy']): PolicyGroup['policy'] {
  const { since: _, ...policy } = inForce(project, chosen).policy
  return policy
}
