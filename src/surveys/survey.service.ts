import type { Clock } from '../base/clock.ts'
import { digestOf } from '../base/digest.ts'
import { kept } from '../base/kept.ts'
import { invalid, Problem } from '../base/problem.ts'
import { type Receipt, receiptOf, refuseOther, type Sent } from '../base/receipt.ts'
import type { ExposureService } from '../exposures/exposure.service.ts'
import type { FlagService } from '../flags/flag.service.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { ResponseStore, StoredResponse } from './response.store.ts'
import { type Question, question, type Survey, type SurveyDraft } from './single-question.ts'
import type { ResponseDraft } from './single-response.ts'
import type { SurveyStore } from './survey.store.ts'

type Parts = {
  store: SurveyStore
  responses: ResponseStore
  flags: FlagService
  exposures: ExposureService
  remember: (project: Project, identity: Identity) => Promise<void>
  sequence: (project: string) => Promise<number>
  clock: Clock
  onAnswered: (event: { project: string; flags: string[] }) => void
}

/** What the team asks, who is asked next, and what they answer; surveys are held in memory until one is published. */
export function surveyService(parts: Parts) {
  const { store, responses, flags, exposures, remember, sequence, clock, onAnswered } = parts

  const revisions = kept(store.all)

  /** The current revision of each survey. */
  async function current(project: Project): Promise<Survey[]> {
    const newest = new Map<string, Survey>()
    for (const survey of await revisions.get(project.id)) newest.set(survey.key, survey)
    return [...newest.values()]
  }

  return {
    current,

    /** Publishes a survey, or its next revision; answers keep pointing to the revision they were given to. */
    async publish(project: Project, key: string, draft: SurveyDraft): Promise<Survey> {
      const [all, before] = [await flags.all(project), (await current(project)).find((survey) => survey.key === key)]
      if (!all.some((flag) => flag.key === draft.flag)) throw invalid('flag', `There is no flag ${draft.flag}`)
      const survey = { key, ...draft, revision: (before?.revision ?? 0) + 1, publishedAt: clock.now() }
      const isNew = await store.insert(project.id, survey)
      revisions.forget(project.id)
      if (!isNew) throw new Problem('stale', 'Somebody published this survey meanwhile. Look again.')
      return survey
    },

    /** The question that is due for a subject: they have seen its flag, and have neither answered nor put it aside. */
    async next(project: Project, { subject }: Identity): Promise<Question | null> {
      const surveys = await current(project)
      if (surveys.length === 0) return null
      const keys = surveys.map(({ key }) => key)
      const [seen, done] = await Promise.all([
        exposures.flagsSeenBy(project, subject),
        responses.answered(project.id, subject, keys),
      ])
      const due = surveys.find(({ key, flag }) => seen.has(flag) && !done.has(key))
      return due ? question.parse(due) : null
    },

    /** Stores an answer with what its subject had seen; the same again gives the same receipt. */
    async answer(project: Project, identity: Identity, draft: ResponseDraft): Promise<Receipt> {
      const sent = { subject: identity.subject, digest: digestOf(draft) }
      const repeated = await receiptFor(project, draft.id, sent)
      if (repeated) return repeated
      const survey = (await revisions.get(project.id)).find(
        (one) => one.key === draft.survey && one.revision === draft.revision,
      )
      if (!survey) throw new Problem('missing', 'There is no such survey, or not this revision of it')
      const [{ hash, snapshot }, place] = await Promise.all([
        exposures.snapshot(project, identity),
        sequence(project.id),
        remember(project, identity),
      ])
      const given = draft.state === 'completed' ? { score: draft.score, ...(draft.text && { text: draft.text }) } : {}
      const response: StoredResponse = {
        ...{ id: draft.id, survey: draft.survey, revision: draft.revision, state: draft.state, ...given },
        ...{ ...sent, snapshot: hash, at: clock.now(), sequence: place },
      }
      if (await responses.insert(project.id, response)) {
        onAnswered({ project: project.id, flags: [survey.flag, ...snapshot.ties.map(({ flag }) => flag)] })
        return receiptOf(response)
      }
      const meanwhile = await receiptFor(project, draft.id, sent)
      if (meanwhile) return meanwhile
      throw new Problem('conflict', 'You have answered this already')
    },

    /** One subject's answers become another's, but to what that one has answered already. */
    move: (project: Project, from: string, into: string) => responses.move(project.id, from, into),

    newestTexts: (project: Project, survey: string, most: number) => responses.newestTexts(project.id, survey, most),
  }

  async function receiptFor(project: Project, id: string, sent: Sent): Promise<Receipt | undefined> {
    const stored = await responses.find(project.id, id)
    if (!stored) return undefined
    refuseOther(stored, sent)
    return receiptOf(stored)
  }
}

export type SurveyService = ReturnType<typeof surveyService>
