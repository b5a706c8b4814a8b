import { z } from 'zod'
import { Problem } from '../base/problem.ts'
import { wholeNumber } from '../base/text.ts'
import type { Flag } from '../flags/flag.ts'
import { type PageCall, page } from '../http/page.ts'
import type { Project } from '../projects/project.ts'
import { cardView } from './card-view.ts'
import type { EstimateService } from './estimate.service.ts'
import { missingTexts } from './missing-texts.ts'
import { basisLines, estimateSentence, missingLines } from './publish-view.ts'
import { differences } from './revision-difference.ts'
import type { SurveyService } from './survey.service.ts'
import { settingLines } from './survey-view.ts'

type Parts = {
  surveys: SurveyService
  estimates: EstimateService
  flagsOf: (project: Project) => Promise<readonly Flag[]>
  now: () => number
}

type Call = Pick<PageCall<'surveys:write', undefined>, 'project' | 'params'>

const pathOf = ({ project, params }: Call) => `/console/${project.key}/surveys/${params.key}`

/** What a survey would do, before it does it. */
export function surveyPublishPages({ surveys, estimates, flagsOf, now }: Parts) {
  const shown = {
    permission: 'surveys:write',
    view: 'surveys/publish',
    async load(call: Call) {
      const { project, params } = call
      const key = params.key ?? ''
      const { draft: written, survey: before } = await surveys.find(project, key)
      if (!written) return { redirectTo: pathOf(call) }
      const draft = await surveys.check(project, key, written.draft).catch(() => undefined)
      if (!draft) return { redirectTo: `${pathOf(call)}/edit?check=yes` }
      const [estimate, flags] = await Promise.all([estimates.of(project, key, written.draft), flagsOf(project)])
      const named = { flags, channels: project.channels }
      return {
        ...{ title: `Publish · ${draft.name}`, key, name: draft.name, number: (before?.revision ?? 0) + 1 },
        sentence: estimateSentence(estimate, draft),
        basis: basisLines(estimate, draft),
        changedAt: written.changedAt,
        settings: settingLines(draft, named, now()),
        missing: missingLines(missingTexts(draft), draft),
        isRevision: before !== undefined,
        changes: before ? differences(before, draft, named, now()) : [],
        preview: cardView(draft, ''),
      }
    },
  } as const

  return [
    page('GET /console/:project/surveys/:key/publish', shown),
    page('POST /console/:project/surveys/:key/publish', {
      permission: 'surveys:write',
      form: z.object({
        untranslated: z.string().optional(),
        changedAt: wholeNumber(Number.MAX_SAFE_INTEGER).optional(),
      }),
      again: shown,
      async handle(call) {
        const { project, params, form, session } = call
        const key = params.key ?? ''
        const { draft } = await surveys.find(project, key)
        const whole = draft && (await surveys.check(project, key, draft.draft))
        if (whole && missingTexts(whole).length > 0 && form.untranslated !== 'yes')
          throw new Problem('invalid', 'Nothing is published yet: some texts are not translated.', [
            { field: 'untranslated', message: 'Translate them, or tick this' },
          ])
        const { name, revision } = await surveys.publish(project, key, form.changedAt)
        session.say(`Revision ${revision} of ${name} is published.`)
        return pathOf(call)
      },
    }),
  ]
}
