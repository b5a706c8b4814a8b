import { invalid } from '../base/problem.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import { type ChoiceDraft, chosen } from './change-policy.ts'
import { type Choices, choicesOf, defaultChoices, type Ended } from './choices.ts'
import { refuseOutside } from './clamped.ts'
import { inForce, type Ruling } from './in-force.ts'
import { remark } from './marks.ts'
import type { Mark, Policy } from './policy.ts'

/** What is in force for somebody, and what is stored of it: the choice itself, before the project's rules. */
export type CurrentChoices = Choices &
  Ended & {
    version: number
    stored: { policy?: Policy; marks: readonly Mark[] }
  }

/** What was stored, as it is in force by these rules; `since`: when the subject was first seen (ms). */
export function currentBy(
  rules: Ruling,
  { version, ...stored }: Pick<Choices, 'marks' | 'floors' | 'own'> & { policy?: Policy; version: number },
  since: number,
): CurrentChoices {
  return { ...choicesOf(rules, stored, since), version, stored }
}

/** The next policy that somebody decides on, from the instant `since` (ms) on. */
export type Decide = (policy: Policy, since: number) => Policy

/** The choices with another policy; what the old one had given stays (a mark). */
export function withPolicy(rules: Ruling, current: CurrentChoices, decide: Decide, since: number): CurrentChoices {
  const policy = decide(current.policy, since)
  const ended = remark(current.ended, current.policy, since, current.chosen)
  return { ...current, ...inForce(rules, policy, ended), chosen: true, stored: { policy, marks: ended } }
}

/** The choices of who goes back to the project's default. */
export function withDefault(rules: Ruling, current: CurrentChoices, since: number): CurrentChoices {
  const ended = remark(current.ended, current.policy, since)
  const { floors, own } = current
  return { ...current, ...defaultChoices(rules, since, ended), floors, own, stored: { marks: ended } }
}

/** Decides on what a draft asks for; refuses what the project does not give. */
export function choosing(project: Project, draft: ChoiceDraft): Decide {
  return (policy, since) => {
    if (!ladderOf(project).includes(draft.channel)) throw invalid('channel', 'There is no such channel')
    const next = chosen(policy, draft, since)
    refuseOutside(next, project.bounds)
    return next
  }
}

/** Whether two policies differ in nothing but the instant of the choice. */
export const isSameChoice = ({ since: _one, ...one }: Policy, { since: _other, ...other }: Policy) =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

const sorted = (policy: object) => Object.entries(policy).sort(([one], [other]) => (one < other ? -1 : 1))
