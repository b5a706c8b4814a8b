import { Problem } from '../base/problem.ts'
import type { Choices } from '../pacing/choices.ts'
import type { OwnActs } from '../pacing/own-acts.ts'
import type { PolicyService } from '../pacing/policy.service.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { Flag } from './flag.ts'
import { keptOld, previewSwitched, pulled, unkept, unpulled } from './own-act.ts'
import type { RulesetService } from './ruleset.service.ts'
import { personAt } from './standing.ts'

type Parts = { policies: PolicyService; ruleset: RulesetService }

/** What subjects do with single changes: get it now, keep the old one, try a preview, and each of them back. */
export function ownActService({ policies, ruleset }: Parts) {
  async function flagOf(project: Project, key: string): Promise<Flag> {
    const flag = (await ruleset.flagsOf(project)).find((one) => one.key === key)
    if (!flag) throw new Problem('missing', 'There is no such change')
    return flag
  }

  async function act(
    project: Project,
    identity: Identity,
    key: string,
    decide: (flag: Flag, acts: OwnActs | undefined, choices: Choices, at: number) => OwnActs,
  ): Promise<Choices> {
    const flag = await flagOf(project, key)
    return policies.act(project, identity, key, (acts, choices, at) => decide(flag, acts, choices, at))
  }

  return {
    getNow: (project: Project, identity: Identity, key: string, revision: number) =>
      act(project, identity, key, (flag, acts, _choices, at) => pulled(flag, acts, revision, at)),

    ungetNow: (project: Project, identity: Identity, key: string) =>
      act(project, identity, key, (_flag, acts, _choices, at) => unpulled(acts, at)),

    /** What they had before revision `instead` stays until `until` (ms). */
    keepOld: (project: Project, identity: Identity, key: string, keep: { instead: number; until: number }) =>
      act(project, identity, key, (flag, acts, choices, at) => {
        const person = personAt(identity.subject, choices, at)
        return keptOld(flag, acts, person, ladderOf(project), keep, { at, longestDays: project.bounds.keepDays })
      }),

    unkeepOld: (project: Project, identity: Identity, key: string) =>
      act(project, identity, key, (_flag, acts, _choices, at) => unkept(acts, at)),

    /** On, off, or as the team has it (undefined). */
    preview: (project: Project, identity: Identity, key: string, on: boolean | undefined) =>
      act(project, identity, key, (flag, acts, _choices, at) => previewSwitched(flag, acts, on, at)),
  }
}

export type OwnActService = ReturnType<typeof ownActService>
