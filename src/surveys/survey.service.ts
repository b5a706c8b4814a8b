import type { Clock } from '../base/clock.ts'
import type { Flag } from '../flags/flag.ts'
import type { Project } from '../projects/project.ts'
import { missingSurvey, publishedSurveyService } from './published-survey.service.ts'
import type { ResponseStore, Stage } from './response.store.ts'
import type { KeptDraft, SurveyStore } from './survey.store.ts'
import type { Survey, SurveyCounts } from './survey.ts'
import { surveyDraftService } from './survey-draft.service.ts'
import type { SurveyControl, SurveyState } from './survey-state.ts'

type Parts = {
  store: SurveyStore
  responses: Pick<ResponseStore, 'countByStage'>
  flagsOf: (project: Project) => Promise<readonly Flag[]>
  clock: Clock
  onChanged: (event: { project: string; key: string }) => void
}

/** All that is known of one survey: what is asked now, what is being written, and how many have answered. */
export type KnownSurvey = {
  key: string
  state: SurveyState
  survey?: Survey
  draft?: KeptDraft
  control: SurveyControl
  counts: SurveyCounts
}

/** What the team writes, publishes and stops. */
export function surveyService({ store, responses, flagsOf, clock, onChanged }: Parts) {
  const out = publishedSurveyService({ store, clock, onChanged })
  const { current, controlOf, running, published, revision, revisions, pause, resume, close } = out
  const drafts = surveyDraftService({ store, out, flagsOf, clock })

  /** What is known of these, each with the draft that there is of it. */
  async function known(
    project: Project,
    keys: readonly string[],
    written: readonly KeptDraft[],
  ): Promise<KnownSurvey[]> {
    const [standing, counts] = await Promise.all([out.standing(project, keys), responses.countByStage(project.id)])
    return standing.map((one) => {
      const draft = written.find(({ key }) => key === one.key)
      return { ...one, counts: countsOf(counts.get(one.key)), ...(draft && { draft }) }
    })
  }

  return {
    ...{ current, controlOf, running, published, revision, revisions, pause, resume, close },
    ...drafts,

    /** Every survey, also one that is only being written, by key. */
    async all(project: Project): Promise<KnownSurvey[]> {
      const [written, asked] = await Promise.all([store.drafts(project.id), current(project)])
      return known(project, [...new Set([...asked, ...written].map(({ key }) => key))].sort(), written)
    },

    async find(project: Project, key: string): Promise<KnownSurvey> {
      const draft = await store.draft(project.id, key)
      const [found] = await known(project, [key], draft ? [draft] : [])
      if (!found || (!found.survey && !draft)) throw missingSurvey()
      return found
    },
  }
}

export type SurveyService = ReturnType<typeof surveyService>

function countsOf(stages: ReadonlyMap<Stage, number> = new Map()): SurveyCounts {
  const of = (...names: Stage[]) => names.reduce((sum, stage) => sum + (stages.get(stage) ?? 0), 0)
  return {
    shown: of('shown', 'partial', 'completed', 'dismissed', 'left'),
    started: of('partial', 'completed', 'left'),
    completed: of('completed'),
    dismissed: of('dismissed', 'left'),
  }
}
