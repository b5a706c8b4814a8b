import type { Clock } from '../base/clock.ts'
import { countActs } from '../pacing/act-counts.ts'
import { inForce } from '../pacing/in-force.ts'
import type { PolicyQueries } from '../pacing/policy.queries.ts'
import type { PolicyGroup } from '../pacing/policy-key.ts'
import type { Project } from '../projects/project.ts'
import type { Chosen } from './chosen.ts'

/** For so long (ms) new visitors may be missing; a choice shows at once. */
const heldMs = 1000

type Parts = { queries: PolicyQueries; countSubjects: (project: Project) => Promise<number>; clock: Clock }

/** What all people of a project have chosen, as the forecasts count them. */
export function forecastService({ queries, countSubjects, clock }: Parts) {
  const held = new Map<string, { at: number; known: Map<string, Promise<unknown>> }>()

  /** What was counted of a project lately, or is counted now. */
  function lately<Counted>(project: Project, what: string, count: () => Promise<Counted>): Promise<Counted> {
    const now = clock.now()
    let there = held.get(project.id)
    if (!there || Math.abs(now - there.at) >= heldMs) {
      there = { at: now, known: new Map() }
      held.set(project.id, there)
    }
    const { known } = there
    const counting = (known.get(what) as Promise<Counted> | undefined) ?? count()
    known.set(what, counting)
    counting.catch(() => known.delete(what))
    return counting
  }

  /** The distinct policies in force with their people, of everybody who is known; who never chose has the default. */
  async function groupsOf(project: Project): Promise<PolicyGroup[]> {
    const [chosen, subjects] = await lately(project, 'groups', () =>
      Promise.all([queries.groups(project.id), countSubjects(project)]),
    )
    const others = subjects - chosen.reduce((sum, { people }) => sum + people, 0)
    const asChosen = chosen.map(({ policy, people }) => ({ policy: settled(project, policy), people }))
    return others > 0 ? [...asChosen, { policy: settled(project), people: others }] : asChosen
  }

  return {
    /** What everybody who is known has chosen, with what they did by themselves with the flag of this key. */
    async chosen(project: Project, flag: string): Promise<Chosen> {
      const acts = lately(project, `acts ${flag}`, () => queries.acts(project.id, flag))
      return { groups: await groupsOf(project), ...countActs(await acts, clock.now() + 1) }
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
