import type { Clock } from '../base/clock.ts'
import { Problem } from '../base/problem.ts'
import { readTyped, type TypedForm, typedForm, wholeNumber } from '../base/typed-form.ts'
import { type PageCall, page, unfinished } from '../http/page.ts'
import type { ProjectService } from '../projects/project.service.ts'
import type { Project } from '../projects/project.ts'
import { boundsEffect } from './bounds-effect.ts'
import { boundsFields, boundsFrom } from './bounds-form.ts'
import type { PeopleService } from './people.service.ts'
import { paceName, paces } from './policy.ts'

type Parts = {
  projects: ProjectService
  people: PeopleService
  clock: Clock
}

type Looked = Pick<PageCall<'settings:read', undefined>, 'project' | 'query' | 'typed'>

/** How far people may go in what they choose, and what they have without a choice. */
export function boundsPages({ projects, people, clock }: Parts) {
  const shown = {
    view: 'projects/bounds',
    async load({ project, query, typed }: Looked) {
      const looked = readTyped(typed ?? query)
      const values = looked.version === undefined ? boundsFields(project, project.version) : looked
      const never = await people.undecided(project)
      return {
        values,
        undecided: never,
        paces: paceName.options.map((key) => ({
          key,
          label: paces[key].label,
          offered: values[`pace:${key}`] !== undefined,
          chosen: values.pace === key,
        })),
        channels: project.channels
          .filter(({ entry, key }) => entry === 'open' || key === values.channel)
          .map(({ key, name }) => ({ key, name, chosen: key === values.channel })),
        zones: zonesWith(values.timeZone ?? '').map((name) => ({ name, chosen: name === values.timeZone })),
        ...(await effectOf(project, values, never)),
      }
    },
  }

  async function effectOf(project: Project, fields: TypedForm, never: number) {
    const nameOf = (channel: string) => project.channels.find(({ key }) => key === channel)?.name ?? channel
    try {
      const about = { undecided: never, nameOf }
      return { effect: boundsEffect(project, boundsFrom(fields), await people.groups(project), about, clock.now()) }
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown
      return { refusal: thrown.faults[0]?.message ?? thrown.message }
    }
  }

  return [
    page('GET /console/:project/settings/bounds', { ...shown, permission: 'settings:read' }),
    page('POST /console/:project/settings/bounds', {
      permission: 'settings:write',
      form: typedForm,
      again: { ...shown, permission: 'settings:write' },
      async handle({ project, form, session }) {
        if (form.look !== undefined) return unfinished
        await projects.setRules(project, boundsFrom(form), wholeNumber(form.version ?? ''))
        session.say('Saved. It counts from now on; nobody loses what they have.')
        return `/console/${project.key}/settings/bounds`
      },
    }),
  ]
}

/** UTC is not among the zones that some runtimes list. */
const zonesWith = (own: string) =>
  [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])].filter(Boolean).sort()
