import { z } from 'zod'
import type { Flag } from '../flags/flag.ts'
import { type PageCall, page } from '../http/page.ts'
import { keyFrom } from '../projects/key-from.ts'
import type { Project } from '../projects/project.ts'
import { beginnings, draftOf } from './beginnings.ts'
import { freeKey } from './free-key.ts'
import type { OverviewService } from './overview.service.ts'
import type { SurveyService } from './survey.service.ts'
import { surveyList } from './survey-list.ts'

type Parts = {
  surveys: SurveyService
  surveyOverview: OverviewService
  flagsOf: (project: Project) => Promise<readonly Flag[]>
  now: () => number
}

type Call = Pick<PageCall<'surveys:write', undefined>, 'project' | 'query' | 'typed'>

const beginningForm = z.object({
  kind: z.enum(
    beginnings.map(({ key }) => key),
    'Choose one',
  ),
  flag: z.string().max(64).default(''),
})

/** The list of surveys, and a new one. */
export function surveyPages({ surveys, surveyOverview, flagsOf, now }: Parts) {
  const begun = {
    permission: 'surveys:write',
    view: 'surveys/new',
    async load({ project, typed, query }: Call) {
      const [about, kind] = [typed?.flag ?? query.flag, typed?.kind ?? 'nps']
      const flags = (await flagsOf(project)).map(({ key, title }) => ({ key, title, isChosen: key === about }))
      return { beginnings: beginnings.map((one) => ({ ...one, isChosen: one.key === kind })), flags }
    },
  } as const

  return [
    page('GET /console/:project/surveys', {
      permission: 'surveys:read',
      view: 'surveys/list',
      load: async ({ project }) => surveyList(await surveyOverview.of(project), now()),
    }),
    page('GET /console/:project/surveys/new', begun),
    page('POST /console/:project/surveys/new', {
      permission: 'surveys:write',
      form: beginningForm,
      again: begun,
      async handle({ project, form, session }) {
        const flag = (await flagsOf(project)).find(({ key }) => key === form.flag)
        const about = { product: project.name, ...(flag && { flag }) }
        const beginning = beginnings.find(({ key }) => key === form.kind)
        const draft = beginning && draftOf(beginning, about)
        const key = freeKey(keyFrom(draft?.name ?? '') || 'survey', await surveys.all(project))
        await surveys.saveDraft(project, key, draft ?? {})
        session.say('Here is a beginning. Change what you like, then look it over.')
        return `/console/${project.key}/surveys/${key}/edit`
      },
    }),
  ]
}
