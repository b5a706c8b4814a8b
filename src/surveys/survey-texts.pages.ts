import { type PageCall, page } from '../http/page.ts'
import { lastOf, type TypedFields, typedFields } from './form-reader.ts'
import type { SurveyService } from './survey.service.ts'
import { writtenSoFar } from './survey-editor.pages.ts'
import { overtakenView, textsView, translatedFrom } from './texts-view.ts'
import { textAt } from './written.ts'

type Call = Pick<PageCall<'surveys:write', undefined>, 'project' | 'params' | 'typed'>

/** The `changedAt` of what is written over: what the page began with, or what it showed of somebody else's meanwhile. */
const basisIn = (form: TypedFields): number => Number(lastOf(form.over ?? form.basis)) || 0

/** A survey's texts in its languages, side by side. */
export function surveyTextsPages({ surveys }: { surveys: SurveyService }) {
  const shown = {
    permission: 'surveys:write',
    view: 'surveys/texts',
    async load({ project, params, typed }: Call) {
      const key = params.key ?? ''
      const known = await surveys.find(project, key)
      const written = writtenSoFar(known)
      const saved = known.draft?.changedAt ?? 0
      return {
        ...{ title: `Languages · ${textAt(written, ['name']) || key}`, key },
        ...(typed ? overtakenView(typed, written) : textsView(written)),
        basis: typed ? lastOf(typed.basis) : saved,
        ...(typed && lastOf(typed.basis) !== String(saved) && { over: String(saved) }),
      }
    },
  } as const

  return [
    page('GET /console/:project/surveys/:key/texts', shown),
    page('POST /console/:project/surveys/:key/texts', {
      permission: 'surveys:write',
      form: typedFields,
      again: shown,
      async handle({ project, params, form, session }) {
        const key = params.key ?? ''
        const known = await surveys.find(project, key)
        await surveys.saveDraft(project, key, translatedFrom(form, writtenSoFar(known)), basisIn(form))
        session.say('Saved.')
        const path = `/console/${project.key}/surveys/${key}`
        return form.act === 'back' ? `${path}/edit` : `${path}/texts`
      },
    }),
  ]
}
