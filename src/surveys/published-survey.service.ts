import type { Clock } from '../base/clock.ts'
import { kept } from '../base/kept.ts'
import { Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import type { SurveyStore } from './survey.store.ts'
import type { Survey } from './survey.ts'
import { type SurveyControl, type SurveyState, stateOf } from './survey-state.ts'

type Parts = {
  store: Pick<SurveyStore, 'revisions' | 'controls' | 'insert' | 'pause' | 'close'>
  clock: Clock
  onChanged: (event: { project: string; key: string }) => void
}

const untouched: SurveyControl = { paused: false }

/** What is out, held in memory until it changes, and how the team stops it. */
export function publishedSurveyService({ store, clock, onChanged }: Parts) {
  const out = kept(async (project: string) => {
    const [revisions, controls] = await Promise.all([store.revisions(project), store.controls(project)])
    return { revisions, controls, newest: new Map(revisions.map((survey) => [survey.key, survey])) }
  })

  const current = async (project: Project): Promise<Survey[]> => [...(await out.get(project.id)).newest.values()]

  const controlOf = async (project: Project, key: string): Promise<SurveyControl> =>
    (await out.get(project.id)).controls.get(key) ?? untouched

  async function published(project: Project, key: string): Promise<Survey> {
    const survey = (await out.get(project.id)).newest.get(key)
    if (!survey) throw missingSurvey()
    return survey
  }

  /** From now on the new state of it is what everybody gets. */
  function changed(project: Project, key: string): void {
    out.forget(project.id)
    onChanged({ project: project.id, key })
  }

  async function refuseClosed(project: Project, key: string): Promise<void> {
    if ((await controlOf(project, key)).closedAt !== undefined)
      throw new Problem('conflict', 'This survey is closed for good')
  }

  async function setPaused(project: Project, key: string, paused: boolean): Promise<void> {
    await published(project, key)
    await refuseClosed(project, key)
    await store.pause(project.id, key, paused)
    changed(project, key)
  }

  return {
    ...{ current, controlOf, published, changed, refuseClosed },

    /** How each of these stands, with the revision that is out, if there is one. */
    async standing(
      project: Project,
      keys: readonly string[],
    ): Promise<{ key: string; control: SurveyControl; state: SurveyState; survey?: Survey }[]> {
      const { newest, controls } = await out.get(project.id)
      return keys.map((key) => {
        const [survey, control] = [newest.get(key), controls.get(key) ?? untouched]
        return { ...{ key, control, state: stateOf(survey, control, clock.now()) }, ...(survey && { survey }) }
      })
    },

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

    /** Adds a revision; refused as stale where somebody else has. */
    async add(project: Project, survey: Survey): Promise<void> {
      if (await store.insert(project.id, survey)) return
      out.forget(project.id)
      throw new Problem('stale', 'Somebody published this survey meanwhile. Look again.')
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
}

export type PublishedSurveyService = ReturnType<typeof publishedSurveyService>

export const missingSurvey = () => new Problem('missing', 'There is no such survey')
