import { z } from 'zod'
import type { WidgetCaller } from '../sockets/entrance.ts'
import type { WireFlag } from '../sockets/protocol.ts'
import type { SocketEvent } from '../sockets/socket-event.ts'
import { widgetEvent } from '../sockets/widget-event.ts'
import type { ArrivalJob } from './arrival.job.ts'
import type { Evaluation } from './evaluate.ts'
import type { Flag } from './flag.ts'
import type { RulesetService } from './ruleset.service.ts'

export const flagEvents = (ruleset: RulesetService, arrivals: ArrivalJob): SocketEvent<WidgetCaller>[] => [
  widgetEvent('flags:evaluate', {
    shape: z.object({}),
    async handle(_input, { project, identity, token }) {
      const evaluated = await ruleset.forSubject(project, identity)
      const { at, evaluations, flags } = evaluated
      arrivals.watch(project.id, identity.subject, ruleset.nextChange(project, evaluated))
      return {
        subject: token,
        evaluatedAt: new Date(at).toISOString(),
        chance: evaluations.some(({ assignment }) => assignment === 'random'),
        flags: evaluations.map((evaluation, i) => wireFlag(evaluation, flags[i])),
      }
    },
  }),
]

/** An open page keeps a paced change for its next load; what the team must be able to do at once is `immediate`. */
function wireFlag(evaluation: Evaluation, flag: Flag | undefined): WireFlag {
  const { key, value, variant, reason, assignment, revision } = evaluation
  const immediate =
    reason === 'DISABLED' || flag?.kind === 'operational' || (flag?.revisions[revision - 1]?.urgent ?? false)
  return { key, value: value ?? null, variant, reason, assignment, revision, immediate }
}
