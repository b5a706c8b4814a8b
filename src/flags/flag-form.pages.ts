import { readTyped, type TypedForm, typedForm } from '../base/typed-form.ts'
import { type PageCall, page, unfinished } from '../http/page.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import { changeFields, changeFrom } from './change-form.ts'
import { changeView } from './change-view.ts'
import type { FlagService } from './flag.service.ts'
import type { Flag } from './flag.ts'
import { flagDraftFrom, flagFrom, rowsToShow, variantFields } from './flag-form.ts'
import type { ForecastService } from './forecast.service.ts'

type Call = Pick<PageCall<'flags:write', undefined>, 'project' | 'params' | 'query' | 'typed'>

const startingFields: TypedForm = {
  kind: 'paced',
  type: 'boolean',
  off: 'off',
  ...variantFields([
    { key: 'on', name: 'On', value: true },
    { key: 'off', name: 'Off', value: false },
  ]),
}

type FormPageParts = {
  flags: FlagService
  chosen: ForecastService['chosen']
  now: () => number
}

/** The longer forms: a new flag, its texts and variants, and a change to publish. */
export function flagFormPages({ flags, chosen, now }: FormPageParts) {
  const find = ({ project, params }: Pick<Call, 'project' | 'params'>) => flags.find(project, params.key ?? '')
  const pathOf = (project: Project, key: string) => `/console/${project.key}/flags/${key}`

  const created = {
    permission: 'flags:write',
    view: 'flags/new',
    load: ({ typed }: Call) => formData(typed ? readTyped(typed) : startingFields),
  } as const

  const edited = {
    permission: 'flags:write',
    view: 'flags/edit',
    async load(call: Call) {
      const flag = await find(call)
      return {
        flag,
        isFixed: flag.revisions.length > 0,
        ...formData(call.typed ? readTyped(call.typed) : fieldsOf(flag)),
      }
    },
  } as const

  const published = {
    permission: 'flags:write',
    view: 'flags/publish',
    async load(call: Call) {
      const flag = await find(call)
      const beginning = changeFields(flag, ladderOf(call.project))
      const looked = readTyped(call.typed ?? call.query)
      // A field that is not sent is unticked only where the form was sent at all.
      const fields = looked.class === undefined ? beginning : looked
      return changeView(flag, call.project.channels, await chosen(call.project, flag), fields, now())
    },
  } as const

  return [
    page('GET /console/:project/flags/new', created),
    page('POST /console/:project/flags/new', {
      permission: 'flags:write',
      form: typedForm,
      again: created,
      async handle({ project, form, session }) {
        if (form.more !== undefined) return unfinished
        const { key, draft } = flagFrom(form)
        await flags.create(project, key, draft)
        session.say(`${draft.title} is here. Nobody gets it before you publish a change.`)
        return pathOf(project, key)
      },
    }),
    page('GET /console/:project/flags/:key/edit', edited),
    page('POST /console/:project/flags/:key/edit', {
      permission: 'flags:write',
      form: typedForm,
      again: edited,
      async handle({ project, params, form, actor, session }) {
        if (form.more !== undefined) return unfinished
        const flag = await flags.change(project, params.key ?? '', flagDraftFrom(form), actor)
        session.say('Saved. What is published stays as it was published.')
        return pathOf(project, flag.key)
      },
    }),
    page('GET /console/:project/flags/:key/publish', published),
    page('POST /console/:project/flags/:key/publish', {
      permission: 'flags:write',
      form: typedForm,
      again: published,
      async handle({ project, params, form, actor, session }) {
        if (form.look !== undefined) return unfinished
        const flag = await flags.publish(project, params.key ?? '', changeFrom(form), actor)
        session.say(`Revision ${flag.revisions.length} is published.`)
        return pathOf(project, flag.key)
      },
    }),
  ]
}

const formData = (fields: TypedForm) => ({
  values: fields,
  rows: rowsToShow(fields).map((row) => ({
    ...row,
    place: row.index + 1,
    keyFault: `variants.${row.index}.key`,
    nameFault: `variants.${row.index}.name`,
    valueFault: `variants.${row.index}.value`,
  })),
})

const fieldsOf = ({ title, description, kind, type, off, variants }: Flag): TypedForm => ({
  ...{ title, description, kind, type, off },
  ...variantFields(variants),
})
