import type { Clock } from '../base/clock.ts'
import { Problem } from '../base/problem.ts'
import { type Choices, choicesAt, defaultChoices } from '../pacing/choices.ts'
import type { PolicyService } from '../pacing/policy.service.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import { type Evaluation, evaluate } from './evaluate.ts'
import type { FlagStore } from './flag.store.ts'
import type { Flag } from './flag.ts'
import { nextChangeAt } from './next-change.ts'
import type { Person } from './standing.ts'

/** All flags of a project as one subject has them at one instant (ms). */
export type Evaluated = { at: number; choices: Choices; evaluations: Evaluation[] }

/** The same for a known subject, with the instant (ms) at which it may be something else by itself. */
export type EvaluatedSubject = Evaluated & { nextChangeAt: number | null }

type Parts = { store: FlagStore; policies: PolicyService; clock: Clock }

/** Answers what somebody gets; a project's flags are held in memory until one of them changes. */
export function rulesetService({ store, policies, clock }: Parts) {
  const held = new Map<string, Promise<Flag[]>>()

  function flagsOf(project: Project): Promise<Flag[]> {
    const there = held.get(project.id)
    if (there) return there
    const loading = store.all(project.id)
    held.set(project.id, loading)
    loading.catch(() => held.delete(project.id))
    return loading
  }

  const evaluateAll = (flags: readonly Flag[], project: Project, person: Person, now: number) =>
    flags.map((flag) => evaluate(flag, person, ladderOf(project), now))

  return {
    flagsOf,

    /** The flags changed in the store: what is held of them is out of date. */
    forget: (project: string) => held.delete(project),

    /** Everything as a known subject has it. */
    async forSubject(project: Project, identity: Identity): Promise<EvaluatedSubject> {
      const [flags, choices] = await Promise.all([flagsOf(project), policies.of(project, identity)])
      const at = clock.now()
      const person = personAt(identity.subject, choices, at)
      const next = nextChangeAt(flags, person, ladderOf(project), at)
      return {
        at,
        choices,
        evaluations: evaluateAll(flags, project, person, at),
        nextChangeAt: soonerOf(next, choices, at),
      }
    },

    /** Everything for a unit that nobody vouches for: bucketed, but with the project's default policy. */
    async forUnit(project: Project, unit: string): Promise<Evaluated> {
      const flags = await flagsOf(project)
      const choices = defaultChoices(project)
      const at = clock.now()
      return { at, choices, evaluations: evaluateAll(flags, project, personAt(unit, choices, at), at) }
    },

    /** One flag as a known subject had it at an instant that is past; throws where there is no such flag. */
    async at(
      project: Project,
      identity: Identity,
      keys: readonly string[],
      instant: number,
    ): Promise<Map<string, Evaluation>> {
      const [flags, choices] = await Promise.all([flagsOf(project), policies.of(project, identity)])
      const person = personAt(identity.subject, choices, instant)
      const asked = keys.map((key) => {
        const flag = flags.find((candidate) => candidate.key === key)
        if (!flag) throw new Problem('missing', `There is no flag ${key}`)
        return flag
      })
      return new Map(evaluateAll(asked, project, person, instant).map((evaluation) => [evaluation.key, evaluation]))
    },
  }
}

export type RulesetService = ReturnType<typeof rulesetService>

/** A choice that has just been made takes effect a millisecond later: that is a change of its own. */
const soonerOf = (next: number | null, { policy: { since = 0 } }: Choices, at: number) =>
  since > at ? Math.min(since, next ?? since) : next

/** Whom a flag is evaluated for: a unit, with what it had chosen at an instant (ms). */
export function personAt(unit: string, choices: Choices, instant: number): Person {
  const { policy, marks, floors, own } = choicesAt(choices, instant)
  return { unit, policy, marks, floors, own }
}
