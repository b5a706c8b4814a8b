import type { ExposureService } from '../exposures/exposure.service.ts'
import type { Flag } from '../flags/flag.ts'
import { type PageCall, page } from '../http/page.ts'
import { safeSvg } from '../http/safe-html.ts'
import type { Project } from '../projects/project.ts'
import type { OverviewService } from './overview.service.ts'
import type { Question } from './question.ts'
import type { ResponseService } from './response.service.ts'
import type { ResultsService } from './results.service.ts'
import type { QuestionResult } from './results.ts'
import { differences } from './revision-difference.ts'
import { saidWords } from './said-words.ts'
import type { SurveyService } from './survey.service.ts'
import type { Survey } from './survey.ts'
import { nameOf } from './survey-list.ts'
import {
  flagsAbout,
  funnelLines,
  type QuestionFigures,
  questionView,
  revisionLines,
  settingLines,
  standingOf,
  surveySentence,
} from './survey-view.ts'

type Parts = {
  surveys: SurveyService
  surveyOverview: OverviewService
  results: ResultsService
  responses: Pick<ResponseService, 'page'>
  exposures: Pick<ExposureService, 'snapshots'>
  flagsOf: (project: Project) => Promise<readonly Flag[]>
  /** What is made of one question's counts, with how sure it is. */
  figuresOf: (result: QuestionResult, question: Question | undefined) => QuestionFigures
  now: () => number
}

type Call = Pick<PageCall<'surveys:read', undefined>, 'project' | 'params' | 'query'>

/** So many of the newest responses are looked through for words. */
const mostLooked = 100

/** One survey: how it goes, what people answered, and its revisions. */
export function surveyShowPages(parts: Parts) {
  const { surveys, surveyOverview, results, responses, exposures, flagsOf, figuresOf, now } = parts

  async function resultsOf(project: Project, key: string, newest: Survey, flags: readonly Flag[]) {
    const [counted, answered] = await Promise.all([
      results.of(project, key),
      responses.page(project, key, Number.MAX_SAFE_INTEGER, mostLooked),
    ])
    const snapshots = await exposures.snapshots(project, [...new Set(answered.map(({ snapshot }) => snapshot))])
    const said = saidWords(answered, snapshots, flags)
    const questions = counted.questions.map((result, i) => {
      const question = newest.questions.find(({ id }) => id === result.question)
      const figures = figuresOf(result, question)
      const view = questionView(result, figures, { place: i + 1, isAsked: question !== undefined, said })
      return { ...view, figures: drawn(figures) }
    })
    return { funnel: funnelLines(counted), questions }
  }

  return [
    page('GET /console/:project/surveys/:key', {
      permission: 'surveys:read',
      view: 'surveys/show',
      async load({ project, params, query }: Call) {
        const key = params.key ?? ''
        const one = await surveyOverview.find(project, key)
        const { survey } = one
        if (!survey) return { redirectTo: `/console/${project.key}/surveys/${key}/edit` }
        const [flags, revisions] = await Promise.all([flagsOf(project), surveys.revisions(project, key)])
        const named = { flags, channels: project.channels }
        const title = (flag: string) => flags.find((known) => known.key === flag)?.title ?? flag
        const [from, to] = [query.from, query.to].map((typed) =>
          revisions.find(({ revision }) => String(revision) === typed),
        )
        return {
          ...{ title: nameOf(one), key, sentence: surveySentence(one, now()), ...standingOf(one) },
          ...(await resultsOf(project, key, survey, flags)),
          draft: one.draft,
          settings: settingLines(survey, named, now()),
          revisions: revisionLines(revisions, named, now()),
          compared: from && to && { from, to, changes: differences(from, to, named, now()) },
          about: flagsAbout(survey).map((flag) => ({ flag, title: title(flag) })),
        }
      },
    }),
  ]
}

const drawn = ({ figures, ...rest }: QuestionFigures) => ({
  ...rest,
  figures: figures.map(({ chart, ...figure }) => ({
    ...figure,
    ...(chart !== undefined && { chart: safeSvg(chart) }),
  })),
})
