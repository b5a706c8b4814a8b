import { z } from 'zod'
import { wholeNumber } from '../base/text.ts'
import { readTyped, typedForm } from '../base/typed-form.ts'
import { type PageCall, page, unfinished } from '../http/page.ts'
import { safeSvg } from '../http/safe-html.ts'
import type { Project } from '../projects/project.ts'
import { reachFrom } from './change-form.ts'
import type { FlagService } from './flag.service.ts'
import type { Flag } from './flag.ts'
import { flagList } from './flag-list.ts'
import { flagView } from './flag-view.ts'
import type { ForecastService } from './forecast.service.ts'
import { type ForecastChart, forecastChart } from './forecast-chart.ts'

export type FlagPageParts = {
  flags: FlagService
  now: () => number
  chosen: ForecastService['chosen']
  /** How many people saw each variant. */
  seen: (project: Project, flag: string) => Promise<Map<string, number>>
  /** What people say of a flag, where that may be shown. */
  said: (project: Project, flag: Flag) => Promise<object | undefined>
  /** What else was heard: whether it settled what people wrote of, and why some stepped back. */
  heard: (project: Project, flag: string) => Promise<object>
}

type Seen = Pick<PageCall<'flags:read', undefined>, 'project' | 'params' | 'query' | 'typed'>

const keyOf = ({ key }: Record<string, string>) => key ?? ''

const revision = wholeNumber(1_000_000)

/** The list of flags, one flag, and what the team does with it. */
export function flagPages({ flags, now, chosen, seen, said, heard }: FlagPageParts) {
  const shown = {
    view: 'flags/show',
    async load({ project, params, query, typed }: Seen) {
      const flag = await flags.find(project, keyOf(params))
      const [choices, counts, says, heardToo] = await Promise.all([
        chosen(project, flag),
        seen(project, flag.key),
        said(project, flag),
        heard(project, flag.key),
      ])
      const people = { chosen: choices, seen: counts }
      const { chart, ...view } = flagView(flag, project.channels, people, readTyped(typed ?? query), now())
      return { ...view, says, heard: heardToo, chart: chart && drawn(chart) }
    },
  }
  const again = { ...shown, permission: 'flags:write' as const }
  const at = ({ project, params }: Pick<Seen, 'project' | 'params'>) => `/console/${project.key}/flags/${keyOf(params)}`
  const undoAt = (call: Pick<Seen, 'project' | 'params'>, act: string, label: string) => ({
    action: `${at(call)}/${act}`,
    label,
  })

  return [
    page('GET /console/:project/flags', {
      permission: 'flags:read',
      view: 'flags/list',
      async load({ project, query }) {
        const search = typeof query.q === 'string' ? query.q.slice(0, 100) : ''
        const all = await flags.all(project)
        return { ...flagList(all, search, project.channels, now()), search, isEmpty: all.length === 0 }
      },
    }),
    page('GET /console/:project/flags/:key', { ...shown, permission: 'flags:read' }),
    page('POST /console/:project/flags/:key/widen', {
      permission: 'flags:write',
      form: typedForm,
      again,
      async handle(call) {
        const { project, params, form, actor, session } = call
        if (form.look !== undefined) return unfinished
        const number = revision.safeParse(form.revision).data ?? 0
        await flags.widen(project, keyOf(params), number, reachFrom(form), actor)
        session.say(`Revision ${number} is wider now. Nobody's wait began again, and nobody lost anything.`)
        return at(call)
      },
    }),
    page('POST /console/:project/flags/:key/halt', {
      permission: 'flags:write',
      form: z.object({ revision }),
      again,
      async handle(call) {
        const { project, params, form, actor, session } = call
        await flags.halt(project, keyOf(params), form.revision, actor)
        session.say({ text: 'Halted.', undo: undoAt(call, 'resume', 'Undo') })
        return at(call)
      },
    }),
    page('POST /console/:project/flags/:key/resume', {
      permission: 'flags:write',
      form: z.object({}),
      again,
      async handle(call) {
        await flags.resume(call.project, keyOf(call.params), call.actor)
        call.session.say('The halt has ended: everybody’s wait goes on where it stopped.')
        return at(call)
      },
    }),
    page('POST /console/:project/flags/:key/roll-back', {
      permission: 'flags:write',
      form: z.object({ revision }),
      again,
      async handle(call) {
        const { project, params, form, actor, session } = call
        await flags.rollBack(project, keyOf(params), form.revision, actor)
        session.say(
          form.revision ? `Rolled back to revision ${form.revision}.` : 'Every revision has been rolled back.',
        )
        return at(call)
      },
    }),
    page('POST /console/:project/flags/:key/switch', {
      permission: 'flags:write',
      form: z.object({ to: z.enum(['on', 'off']).default('on') }),
      again,
      async handle(call) {
        const { project, params, form, actor, session } = call
        const flag = await flags.switch(project, keyOf(params), form.to === 'on', actor)
        if (form.to === 'on') session.say(`${flag.title} is on again, as it was before.`)
        else session.say({ text: 'Switched off.', undo: undoAt(call, 'switch', 'Switch on again') })
        return at(call)
      },
    }),
  ]
}

/** The chart for a wide page and for a phone; the style sheet shows one of them. */
function drawn<Chart extends { drawing: ForecastChart }>({ drawing, ...rest }: Chart) {
  return { ...rest, wide: safeSvg(forecastChart(drawing, 'wide')), phone: safeSvg(forecastChart(drawing, 'phone')) }
}
