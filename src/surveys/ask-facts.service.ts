import type { ExposureService } from '../exposures/exposure.service.ts'
import type { RulesetService } from '../flags/ruleset.service.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import { type AskFacts, factsOf } from './ask-facts.ts'
import type { AskingStore } from './asking.store.ts'
import type { ResponseStore, StoredResponse } from './response.store.ts'
import { isOpen } from './response-state.ts'

type Parts = {
  ruleset: Pick<RulesetService, 'forSubject'>
  exposures: Pick<ExposureService, 'seenBy'>
  askings: Pick<AskingStore, 'find'>
  responses: Pick<ResponseStore, 'ofSubject'>
}

/** What decides whether somebody is asked; `version` is of what is stored of how often they were. */
export type LoadedFacts = AskFacts & {
  version: number
  /** What they were asked last and have neither completed nor put aside. */
  open?: StoredResponse
}

/** Reads what decides whether somebody is asked; nothing of it exposes them to anything. */
export function askFactsService({ ruleset, exposures, askings, responses }: Parts) {
  return {
    async of(project: Project, identity: Identity): Promise<LoadedFacts> {
      const { subject } = identity
      const [evaluated, seen, { version, ...asking }, answered] = await Promise.all([
        ruleset.forSubject(project, identity),
        exposures.seenBy(project, subject),
        askings.find(project.id, subject),
        responses.ofSubject(project.id, subject),
      ])
      const completed = new Set(answered.flatMap(({ survey, state }) => (state === 'completed' ? [survey] : [])))
      const known = { ...factsOf(evaluated, ladderOf(project), { seen, asking, completed }), version }
      const open = answered.find((response) => isOpen(response, known.now))
      return { ...known, ...(open && { open }) }
    },
  }
}

export type AskFactsService = ReturnType<typeof askFactsService>
