import { z } from 'zod'
import { invalid, Problem } from '../base/problem.ts'
import type { Evaluation } from '../flags/evaluate.ts'
import type { Flag } from '../flags/flag.ts'
import type { RulesetService } from '../flags/ruleset.service.ts'
import { readerOf } from '../flags/why-reader.ts'
import { whyTold } from '../flags/why-trace.ts'
import { endpoint } from '../http/endpoint.ts'
import type { Project } from '../projects/project.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import { ofrepBulk, ofrepEvaluation, ofrepRequest, toOfrep, toOfrepFailure } from './ofrep.ts'

type Asking = { project: Project; subjectToken: string | undefined; body: z.infer<typeof ofrepRequest> }

/** OpenFeature's remote evaluation protocol: any OpenFeature SDK reads flags here. */
export function ofrepEndpoints({ ruleset, subjects }: { ruleset: RulesetService; subjects: SubjectService }) {
  /** A subject token says who is asking; without one, a targetingKey is only a unit to draw for. */
  async function evaluated({ project, subjectToken, body }: Asking) {
    if (subjectToken !== undefined) return ruleset.forSubject(project, await subjects.identify(project, subjectToken))
    const { targetingKey } = body.context
    if (targetingKey === undefined)
      throw invalid('targetingKey', 'Send context.targetingKey, or a Sluice-Subject header')
    return ruleset.forUnit(project, targetingKey)
  }

  /** Who says who they are is also told why. */
  async function answersTo(asking: Asking) {
    const { at, choices, flags, evaluations } = await evaluated(asking)
    const reader = readerOf(asking.project, choices.policy, at)
    const whyOf = (evaluation: Evaluation, flag: Flag | undefined) =>
      flag && asking.subjectToken !== undefined ? whyTold(flag, evaluation, reader) : undefined
    return evaluations.map((evaluation, i) => toOfrep(evaluation, choices.policy, whyOf(evaluation, flags[i])))
  }

  return [
    endpoint('POST /ofrep/v1/evaluate/flags/:key', {
      summary: 'Evaluate one flag (OFREP)',
      permission: 'client',
      limit: 'ofrep',
      params: z.object({ key: z.string().max(512) }),
      body: ofrepRequest,
      reply: ofrepEvaluation,
      refuse: (thrown, { key }) => toOfrepFailure(thrown, String(key)),
      async handle(call) {
        const found = (await answersTo(call)).find(({ key }) => key === call.params.key)
        if (!found) throw new Problem('missing', `There is no flag ${call.params.key}`)
        return found
      },
    }),
    endpoint('POST /ofrep/v1/evaluate/flags', {
      summary: 'Evaluate all flags (OFREP)',
      permission: 'client',
      limit: 'ofrep',
      body: ofrepRequest,
      reply: ofrepBulk,
      etag: true,
      refuse: (thrown) => toOfrepFailure(thrown, undefined),
      handle: async (call) => ({ flags: await answersTo(call) }),
    }),
  ]
}
