import type { Clock } from '../base/clock.ts'
import { kept } from '../base/kept.ts'
import { refuseOwnAddress } from '../base/own-address.ts'
import { Problem } from '../base/problem.ts'
import type { Flag } from '../flags/flag.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import { draftFrom, publishFaults } from './publishable.ts'
import type { ResponseStore, Stage } from './response.store.ts'
import type { KeptDraft, SurveyStore } from './survey.store.ts'
import type { Survey, SurveyCounts, SurveyDraft, SurveyDraftSent } from './survey.ts'
import { type SurveyControl, type SurveyState, stateOf } from './survey-state.ts'

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

const untouched: SurveyControl = { paused: false }

/** What the team writes, publishes and stops; what is out is held in memory until it changes. */
export function surveyService({ store, responses, flagsOf, clock, onChanged }: Parts) {
  const out = kept(async (project: string) => {
    const [revisions, controls] = await Promise.all([store.revisions(project), store.controls(project)])
    return { revisions, controls, newest: new Map(revisions.map((survey) => [survey.key, survey])) }
  })

  const current = async (project: Project): Promise<Survey[]> => [...(await out.get(project.id)).newest.values()]

  const controlOf = async (project: Project, key: string): Promise<SurveyControl> =>
    (await out.get(project.id)).controls.get(key) ?? untouched

  async function published(project: Project, key: string): Promise<Survey> {
    const survey = (await out.get(project.id)).newest.get(key)
    if (!survey) throw missing()
    return survey
  }

  function changed(project: Project, key: string): void {
    out.forget(project.id)
    onChanged({ project: project.id, key })
  }

  async function refuseClosed(project: Project, key: string): Promise<void> {
    if ((await controlOf(project, key)).closedAt !== undefined)
      throw new Problem('conflict', 'This survey is closed for good')
  }

  /** What is known of these, each with the draft that there is of it. */
  async function known(
    project: Project,
    keys: readonly string[],
    drafts: readonly KeptDraft[],
  ): Promise<KnownSurvey[]> {
    const [{ newest, controls }, counts] = await Promise.all([out.get(project.id), responses.countByStage(project.id)])
    return keys.map((key) => {
      const [survey, draft] = [newest.get(key), drafts.find((one) => one.key === key)]
      const control = controls.get(key) ?? untouched
      return {
        ...{ key, control, state: stateOf(survey, control, clock.now()), counts: countsOf(counts.get(key)) },
        ...(survey && { survey }),
        ...(draft && { draft }),
      }
    })
  }

  /** What was written, as it would be published; refused with everything that keeps it from that, by field. */
  async function check(project: Project, key: string, written: unknown): Promise<SurveyDraft> {
    const draft = draftFrom(written)
    const earlier = (await out.get(project.id)).revisions.filter((one) => one.key === key)
    const faults = publishFaults(draft, { flags: await flagsOf(project), channels: ladderOf(project), earlier })
    if (faults[0]) throw new Problem('invalid', `${faults[0].field}: ${faults[0].message}`, faults)
    return draft
  }

  return {
    current,
    controlOf,

    /** What may be asked now, the most important first. */
    async running(project: Project): Promise<Survey[]> {
      const { newest, controls } = await out.get(project.id)
      return [...newest.values()]
        .filter((survey) => stateOf(survey, controls.get(survey.key) ?? untouched, clock.now()) === 'running')
        .sort((one, other) => other.priority - one.priority || (one.key < other.key ? -1 : 1))
    },

    /** One published revision. */
    async revision(project: Project, key: string, revision: number): Promise<Survey> {
      const { revisions } = await out.get(project.id)
      const survey = revisions.find((one) => one.key === key && one.revision === revision)
      if (!survey) throw new Problem('missing', 'There is no such survey, or not this revision of it')
      return survey
    },

    /** Every revision of one survey, the first one first. */
    async revisions(project: Project, key: string): Promise<Survey[]> {
      return (await out.get(project.id)).revisions.filter((one) => one.key === key)
    },

    published,

    /** Every survey, also one that is only being written, by key. */
    async all(project: Project): Promise<KnownSurvey[]> {
      const [drafts, { newest }] = await Promise.all([store.drafts(project.id), out.get(project.id)])
      return known(project, [...new Set([...newest.keys(), ...drafts.map(({ key }) => key)])].sort(), drafts)
    },

    async find(project: Project, key: string): Promise<KnownSurvey> {
      const draft = await store.draft(project.id, key)
      const [found] = await known(project, [key], draft ? [draft] : [])
      if (!found || (!found.survey && !draft)) throw missing()
      return found
    },

    /**
     * Keeps what is being written, however unfinished, until it is published or thrown away. `basis`: the `changedAt` of
     * what it was written over, 0: nothing; refused as stale where that is not there any more.
     */
    async saveDraft(
      project: Project,
      key: string,
      draft: SurveyDraftSent | Record<string, unknown>,
      basis?: number,
    ): Promise<KeptDraft> {
      refuseOwnAddress('survey', key)
      await refuseClosed(project, key)
      // Later than its basis also within one millisecond, so that nobody takes it for that.
      const keeping = { key, draft, changedAt: Math.max(clock.now(), (basis ?? 0) + 1) }
      if (!(await store.saveDraft(project.id, keeping, basis)))
        throw new Problem(
          'stale',
          'Somebody has saved this survey meanwhile: look at theirs on another page, or keep yours.',
        )
      return keeping
    },

    async deleteDraft(project: Project, key: string): Promise<void> {
      if (!(await store.draft(project.id, key))) throw missing()
      await store.removeDraft(project.id, key)
    },

    check,

    /**
     * Publishes what is being written as the next revision; responses keep pointing to the one they were given to.
     * `basis`: the `changedAt` of what was looked over; refused as stale where something else has been written since.
     */
    async publish(project: Project, key: string, basis?: number): Promise<Survey> {
      await refuseClosed(project, key)
      const written = await store.draft(project.id, key)
      if (!written) throw new Problem('missing', 'Nothing has been written since it was published')
      if (basis !== undefined && basis !== written.changedAt)
        throw new Problem(
          'stale',
          'Somebody has saved this survey meanwhile: look it over as it is now, then publish it.',
        )
      const draft = await check(project, key, written.draft)
      const before = (await out.get(project.id)).newest.get(key)
      const survey = { ...draft, key, revision: (before?.revision ?? 0) + 1, publishedAt: clock.now() }
      if (!(await store.insert(project.id, survey))) {
        out.forget(project.id)
        throw new Problem('stale', 'Somebody published this survey meanwhile. Look again.')
      }
      // Published twice after a crash here would be one more equal revision, which changes nothing for anybody.
      await store.removePublished(project.id, written)
      changed(project, key)
      return survey
    },

    /** Nobody is asked until it is resumed; what is being answered can be finished. */
    pause: (project: Project, key: string) => setPaused(project, key, true),

    resume: (project: Project, key: string) => setPaused(project, key, false),

    /** Nobody is asked any more, for good. */
    async close(project: Project, key: string): Promise<void> {
      await published(project, key)
      await store.close(project.id, key, clock.now())
      changed(project, key)
    },
  }

  async function setPaused(project: Project, key: string, paused: boolean): Promise<void> {
    await published(project, key)
    await refuseClosed(project, key)
    await store.pause(project.id, key, paused)
    changed(project, key)
  }
}

export type SurveyService = ReturnType<typeof surveyService>

const missing = () => new Problem('missing', 'There is no such survey')

function countsOf(stages: ReadonlyMap<Stage, number> = new Map()): SurveyCounts {
  const of = (...names: Stage[]) => names.reduce((sum, stage) => sum + (stages.get(stage) ?? 0), 0)
  return {
    shown: of('shown', 'partial', 'completed', 'dismissed', 'left'),
    started: of('partial', 'completed', 'left'),
    completed: of('completed'),
    dismissed: of('dismissed', 'left'),
  }
}
