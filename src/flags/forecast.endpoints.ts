import { z } from 'zod'
import { invalid, Problem } from '../base/problem.ts'
import { slug } from '../base/text.ts'
import { endpoint } from '../http/endpoint.ts'
import { ladderOf } from '../projects/project.ts'
import type { FlagService } from './flag.service.ts'
import { changeDraft, reachDraft } from './flag.ts'
import { asOf, standingRevision } from './flag-words.ts'
import type { ForecastService } from './forecast.service.ts'
import { forecastAt } from './forecast.ts'
import { draftOutlook } from './forecast-view.ts'
import { widened } from './publish.ts'
import { outlookOf } from './reach-outlook.ts'

const people = z.int().min(0)
const moment = z.iso.datetime()

const asked = z.strictObject({
  reach: reachDraft.shape.reach.optional().describe('As if the newest revision had this reach'),
  change: changeDraft.optional().describe('As if this change were published'),
  instants: z.array(moment).max(400, 'At most 400 instants').default([]).describe('When to count'),
})

const counts = {
  people: people.describe('Everybody who is known'),
  now: people.describe('Who has it now'),
  have: z.array(people).describe('Who has it at each of the instants'),
  inAll: people.describe('Who has it once all have arrived that can be foreseen'),
  waiting: people.describe('Who waits for their own yes'),
  never: people.describe('Who has no date, because of a halt or a hold without an end'),
  switchedOff: people.describe('Who has switched it off by themselves, until they think better of it'),
  outside: people.describe('Who is not let in'),
}

const reply = z.object({
  revision: z.int().min(0),
  ...counts,
  channels: z.array(z.object({ channel: z.string(), ...counts })),
  last: moment.nullable().describe('When the last one gets it; null: nobody is still to come'),
  keeping: z.object({ people, until: moment }).nullable().describe('Who keeps the old one'),
  hastened: people.describe('Who gets something earlier than they chose, by a security or urgent draft'),
})

type Parts = { flags: FlagService; forecasts: ForecastService; now: () => number }

/** The reach of a flag in people, over time and channel by channel: as it stands, or as a draft would make it. */
export const forecastEndpoints = ({ flags, forecasts, now }: Parts) => [
  endpoint('POST /api/v1/projects/:project/flags/:key/forecast', {
    summary:
      'Who will have the newest revision when, in people; also for a wider reach or a change before it is published',
    permission: 'flags:read',
    params: z.object({ project: slug(), key: slug() }),
    body: asked,
    reply,
    async handle({ project, params, body }) {
      const { reach, change, instants } = body
      if (reach && change) throw invalid('reach', 'Ask for a wider reach or for a change, not for both')
      const flag = await flags.find(project, params.key)
      const chosen = await forecasts.chosen(project, flag)
      const at = asOf(flag, now())
      const ladder = ladderOf(project)
      const drafted = change
        ? draftOutlook(flag, change, project.channels, chosen, at)
        : { outlook: outlookOf({ flag: wider(), ladder, ...chosen, now: reach ? at + 1 : at }), hastened: 0 }
      const { last, keeping, ...told } = forecastAt(
        drafted.outlook,
        instants.map((instant) => Date.parse(instant)),
      )
      return {
        ...told,
        hastened: drafted.hastened,
        last: last === null ? null : new Date(last).toISOString(),
        keeping: keeping && { ...keeping, until: new Date(keeping.until).toISOString() },
      }

      function wider() {
        if (!reach) return flag
        const revision = standingRevision(flag)
        if (!revision) throw new Problem('conflict', 'Nothing is published whose reach could widen')
        return widened(flag, revision.number, reach, { now: at, by: '', ladder })
      }
    },
  }),
]
