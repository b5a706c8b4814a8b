import { type PageCall, page } from '../http/page.ts'
import { typedFields } from './form-reader.ts'
import type { SurveyService } from './survey.service.ts'
import { writtenSoFar } from './survey-editor.pages.ts'
import { textsView, translatedFrom } from './texts-view.ts'
import { textAt } from './written.ts'

type Call = Pick<PageCall<'surveys:write', undefined>, 'project' | 'params'>

/** A survey's texts in its languages, side by side. */
export function surveyTextsPages({ surveys }: { surveys: SurveyService }) {
  const shown = {
    permission: 'surveys:write',
    view: 'surveys/texts',
    async load({ project, params }: Call) {
      const key = params.key ?? ''
      const written = writtenSoFar(await surveys.find(project, key))
      return { title: `Languages · ${textAt(written, ['name']) || key}`, key, ...textsView(written, []) }
    },
  } as const

  return [
    page('GET /console/:project/surveys/:key/texts', shown),
    page('POST /console/:project/surveys/:key/texts', {
      permission: 'surveys:write',
      form: typedFields,
      async handle({ project, params, form, session }) {
        const key = params.key ?? ''
        const known = await surveys.find(project, key)
        await surveys.saveDraft(project, key, translatedFrom(form, writtenSoFar(known)))
        session.say('Saved.')
        const path = `/console/${project.key}/surveys/${key}`
        return form.act === 'back' ? `${path}/edit` : `${path}/texts`
      },
    }),
  ]
}
