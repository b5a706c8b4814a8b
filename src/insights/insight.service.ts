import type { ExposureService } from '../exposures/exposure.service.ts'
import type { Flag } from '../flags/flag.ts'
import type { Project } from '../projects/project.ts'
import type { SurveyService } from '../surveys/survey.service.ts'
import type { Survey } from '../surveys/survey.ts'
import { isAbout, scoreQuestionOf } from './asked-about.ts'
import type { InsightQueries } from './insight.queries.ts'
import { type Tally, tally } from './tally.ts'

/** What is known about one flag: each survey's answers, apart by who chose and who was drawn. */
export type Insight = { seen: Map<string, number>; surveys: { survey: Survey; tally: Tally }[] }

type Parts = { queries: InsightQueries; surveys: Pick<SurveyService, 'current'>; exposures: ExposureService }

/** What people say about the variants that they saw. */
export function insightService({ queries, surveys, exposures }: Parts) {
  async function answersTo(project: Project, flag: string, survey: Survey): Promise<Tally> {
    const question = scoreQuestionOf(survey)
    const rows = question ? await queries.scores(project.id, survey.key, question.id) : []
    const snapshots = await exposures.snapshots(project, [...new Set(rows.map(({ snapshot }) => snapshot))])
    return tally(flag, rows, new Map([...snapshots].map(([hash, { ties }]) => [hash, ties])))
  }

  return {
    /** One flag's numbers, from what is stored at this moment. */
    async of(project: Project, flag: Flag): Promise<Insight> {
      const asked = (await surveys.current(project)).filter((one) => isAbout(one, flag.key) && scoreQuestionOf(one))
      const [seen, ...tallies] = await Promise.all([
        exposures.countByVariant(project, flag.key),
        ...asked.map(async (survey) => ({ survey, tally: await answersTo(project, flag.key, survey) })),
      ])
      return { seen, surveys: tallies }
    },
  }
}

export type InsightService = ReturnType<typeof insightService>
