import type { Clock } from '../base/clock.ts'
import type { Project } from '../projects/project.ts'
import type { PlaceService } from './place.service.ts'
import type { ResponseStore } from './response.store.ts'
import type { KnownSurvey, SurveyService } from './survey.service.ts'
import type { ListedSurvey } from './survey-list.ts'

const weekMs = 7 * 86_400_000

type Overview = KnownSurvey & Pick<ListedSurvey, 'week' | 'isFull'>

type Parts = {
  surveys: Pick<SurveyService, 'all' | 'find'>
  responses: Pick<ResponseStore, 'completedSince'>
  places: Pick<PlaceService, 'isFull'>
  clock: Clock
}

/** How it goes with the surveys of a project. */
export function overviewService({ surveys, responses, places, clock }: Parts) {
  async function overview(project: Project, known: KnownSurvey): Promise<Overview> {
    const { survey, key } = known
    const now = clock.now()
    const [week, isFull] = await Promise.all([
      survey ? responses.completedSince(project.id, key, now - weekMs) : 0,
      survey ? places.isFull(project, survey, now) : false,
    ])
    return { ...known, week, isFull }
  }

  return {
    of: async (project: Project): Promise<Overview[]> =>
      Promise.all((await surveys.all(project)).map((known) => overview(project, known))),

    find: async (project: Project, key: string): Promise<Overview> =>
      overview(project, await surveys.find(project, key)),
  }
}

export type OverviewService = ReturnType<typeof overviewService>
