import type { Clock } from '../base/clock.ts'
import { bucket } from '../flags/bucket.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { AskFactsService } from './ask-facts.service.ts'
import { gatesOf, isOpen } from './ask-now.ts'
import { type Estimate, estimateOf, isKnown } from './estimate.ts'
import { dueTrigger } from './fact-triggers.ts'
import { saltOf } from './sampled.ts'
import type { SurveyQueries } from './survey.queries.ts'
import type { SurveyService } from './survey.service.ts'
import type { Survey } from './survey.ts'

const days = 7
const dayMs = 86_400_000

/** Each of them takes a few reads, and more would not make the figure better by much: ± 4 % at the worst. */
const mostLooked = 500

type Parts = {
  queries: SurveyQueries
  surveys: Pick<SurveyService, 'check'>
  facts: AskFactsService
  known: (project: Project, subject: string) => Promise<Identity | undefined>
  clock: Clock
}

/** How many would be asked, before anything is published. */
export function estimateService({ queries, surveys, facts, known, clock }: Parts) {
  return {
    /** Looks at who was there in the last days, through the same gates; refuses what could not be published. */
    async of(project: Project, key: string, written: unknown): Promise<Estimate> {
      const draft = await surveys.check(project, key, written)
      const now = clock.now()
      const { opensAt: _, closesAt: __, ...whenever } = draft
      const survey: Survey = { ...whenever, key, revision: 1, publishedAt: now }
      const [saw, did] = await Promise.all([
        queries.sawSince(project.id, now - days * dayMs),
        queries.didSince(project.id, Math.floor(now / dayMs) - days),
      ])
      const active = [...new Set([...saw, ...[...did.values()].flatMap((subjects) => [...subjects])])]
      const looked = drawn(active)
      let asked = 0
      for (const subject of looked) if (await wouldBeAsked(project, survey, subject, did)) asked++
      const counted = { asked, looked: looked.length, active: active.length, days }
      return estimateOf(counted, survey.triggers, survey.quota.total)
    },
  }

  async function wouldBeAsked(
    project: Project,
    survey: Survey,
    subject: string,
    did: ReadonlyMap<string, ReadonlySet<string>>,
  ): Promise<boolean> {
    const identity = (await known(project, subject)) ?? { subject, since: clock.now() }
    const theirs = await facts.of(project, identity)
    const byPage = survey.triggers.some(
      (trigger) => !isKnown(trigger) || (trigger.on === 'event' && did.get(trigger.name)?.has(subject)),
    )
    const isTriggered = byPage || dueTrigger(survey, theirs) !== undefined
    const chance = { control: { paused: false }, salt: saltOf(project.id, survey.key), hasRoom: true, isTriggered }
    return isOpen(gatesOf(survey, theirs, chance))
  }
}

export type EstimateService = ReturnType<typeof estimateService>

/** Some of them, always the same. */
function drawn(subjects: readonly string[]): string[] {
  const ranked = subjects.map((subject) => ({ subject, at: bucket('estimate', subject) })).sort((a, b) => a.at - b.at)
  return ranked.slice(0, mostLooked).map(({ subject }) => subject)
}
