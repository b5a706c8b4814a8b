import type { Clock } from '../base/clock.ts'
import { kept } from '../base/kept.ts'
import { Problem } from '../base/problem.ts'
import { type Choices, defaultChoices } from '../pacing/choices.ts'
import type { PolicyService } from '../pacing/policy.service.ts'
import { asItWas as projectAsItWas } from '../projects/as-it-was.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import { asItWas } from './as-it-was.ts'
import { type Evaluation, evaluate } from './evaluate.ts'
import type { FlagStore } from './flag.store.ts'
import type { Flag } from './flag.ts'
import { nextChangeAt } from './next-change.ts'
import { type Person, personAt } from './standing.ts'

/** All flags of a project as one person has them at one instant (ms); each evaluation is of the flag at its place. */
export type Evaluated = {
  at: number
  choices: Choices
  person: Person
  flags: readonly Flag[]
  evaluations: Evaluation[]
}

type Parts = { store: FlagStore; policies: PolicyService; clock: Clock }

/** Answers what somebody gets; a project's flags are held in memory until one of them changes. */
export function rulesetService({ store, policies, clock }: Parts) {
  const flags = kept(store.all)

  const flagsOf = (project: Project): Promise<Flag[]> => flags.get(project.id)

  function evaluated(flags: readonly Flag[], ladder: readonly string[], unit: string, choices: Choices, at: number) {
    const person = personAt(unit, choices, at)
    return { at, choices, person, flags, evaluations: flags.map((flag) => evaluate(flag, person, ladder, at)) }
  }

  return {
    flagsOf,

    /** The flags changed in the store: what is held of them is out of date. */
    forget: flags.forget,

    /** Everything as a known subject has it. */
    async forSubject(project: Project, identity: Identity): Promise<Evaluated> {
      const at = clock.now()
      const now = projectAsItWas(project, at)
      const [flags, choices] = await Promise.all([flagsOf(project), policies.of(now, identity)])
      return evaluated(flags, now.ladder, identity.subject, choices, at)
    },

    /** Everything for a unit that nobody vouches for: bucketed, but with the project's default policy. */
    async forUnit(project: Project, unit: string): Promise<Evaluated> {
      const at = clock.now()
      const now = projectAsItWas(project, at)
      return evaluated(await flagsOf(project), now.ladder, unit, defaultChoices(now), at)
    },

    /** The instant (ms) at which this may be something else by itself; null: none can be foreseen. */
    nextChange(project: Project, { at, choices, person, flags }: Evaluated): number | null {
      const next = nextChangeAt(flags, person, ladderOf(project), at)
      const { since = 0 } = choices.policy
      // What has just been chosen, or set for the project, takes effect a millisecond later: that is a change of its own.
      const turns = [since, ...project.past.map(({ until }) => until)].filter((turn) => turn > at)
      return turns.length || next !== null ? Math.min(...turns, next ?? Infinity) : null
    },

    /** These flags, by key, as a known subject had them at an instant that is past; throws where there is no such flag. */
    async at(
      project: Project,
      identity: Identity,
      keys: readonly string[],
      instant: number,
    ): Promise<Map<string, Evaluation>> {
      const then = projectAsItWas(project, instant)
      const [flags, choices] = await Promise.all([flagsOf(project), policies.of(then, identity)])
      const person = personAt(identity.subject, choices, instant)
      const asked = keys.map((key) => {
        const flag = flags.find((candidate) => candidate.key === key)
        if (!flag) throw new Problem('missing', `There is no flag ${key}`)
        return asItWas(flag, instant)
      })
      return new Map(asked.map((flag) => [flag.key, evaluate(flag, person, then.ladder, instant)]))
    },
  }
}

export type RulesetService = ReturnType<typeof rulesetService>
