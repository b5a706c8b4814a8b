import type { Clock } from '../base/clock.ts'
import { refuseOwnAddress } from '../base/own-address.ts'
import { Problem } from '../base/problem.ts'
import type { Flag } from '../flags/flag.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import { draftFrom, publishFaults } from './publishable.ts'
import { missingSurvey, type PublishedSurveyService } from './published-survey.service.ts'
import type { KeptDraft, SurveyStore } from './survey.store.ts'
import type { Survey, SurveyDraft, SurveyDraftSent } from './survey.ts'

type Parts = {
  store: Pick<SurveyStore, 'draft' | 'saveDraft' | 'removeDraft' | 'removePublished'>
  out: Pick<PublishedSurveyService, 'revisions' | 'refuseClosed' | 'add' | 'changed'>
  flagsOf: (project: Project) => Promise<readonly Flag[]>
  clock: Clock
}

/** What is being written of a survey, until it is published or thrown away. */
export function surveyDraftService({ store, out, flagsOf, clock }: Parts) {
  /** What was written, as it would be published; refused with everything that keeps it from that, by field. */
  async function check(project: Project, key: string, written: unknown): Promise<SurveyDraft> {
    const draft = draftFrom(written)
    const earlier = await out.revisions(project, key)
    const faults = publishFaults(draft, { flags: await flagsOf(project), channels: ladderOf(project), earlier })
    if (faults[0]) throw new Problem('invalid', `${faults[0].field}: ${faults[0].message}`, faults)
    return draft
  }

  return {
    check,

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
      await out.refuseClosed(project, key)
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
      if (!(await store.draft(project.id, key))) throw missingSurvey()
      await store.removeDraft(project.id, key)
    },

    /**
     * Publishes what is being written as the next revision; responses keep pointing to the one they were given to.
     * `basis`: the `changedAt` of what was looked over; refused as stale where something else has been written since.
     */
    async publish(project: Project, key: string, basis?: number): Promise<Survey> {
      await out.refuseClosed(project, key)
      const written = await store.draft(project.id, key)
      if (!written) throw new Problem('missing', 'Nothing has been written since it was published')
      if (basis !== undefined && basis !== written.changedAt)
        throw new Problem(
          'stale',
          'Somebody has saved this survey meanwhile: look it over as it is now, then publish it.',
        )
      const draft = await check(project, key, written.draft)
      const before = (await out.revisions(project, key)).at(-1)
      const survey = { ...draft, key, revision: (before?.revision ?? 0) + 1, publishedAt: clock.now() }
      await out.add(project, survey)
      // Published twice after a crash here would be one more equal revision, which changes nothing for anybody.
      await store.removePublished(project.id, written)
      out.changed(project, key)
      return survey
    },
  }
}
