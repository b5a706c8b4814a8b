import type { Connection } from 'mongoose'
import type { Clock } from './base/clock.ts'
import type { SluiceBus } from './events.ts'
import type { ExposureService } from './exposures/exposure.service.ts'
import type { RulesetService } from './flags/ruleset.service.ts'
import type { Project } from './projects/project.ts'
import type { SubjectService } from './subjects/subject.service.ts'
import { answerPartStore } from './surveys/answer-part.store.ts'
import { askBudgetService } from './surveys/ask-budget.service.ts'
import { askFactsService } from './surveys/ask-facts.service.ts'
import { askingService } from './surveys/asking.service.ts'
import { askingStore } from './surveys/asking.store.ts'
import { estimateService } from './surveys/estimate.service.ts'
import { happeningService } from './surveys/happening.service.ts'
import { happeningStore } from './surveys/happening.store.ts'
import { overviewService } from './surveys/overview.service.ts'
import { placeService } from './surveys/place.service.ts'
import { placeStore } from './surveys/place.store.ts'
import { responseService } from './surveys/response.service.ts'
import { responseStore } from './surveys/response.store.ts'
import { resultsService } from './surveys/results.service.ts'
import { surveyQueries } from './surveys/survey.queries.ts'
import { surveyService } from './surveys/survey.service.ts'
import { surveyStore } from './surveys/survey.store.ts'

type Parts = {
  connection: Connection
  ruleset: RulesetService
  exposures: ExposureService
  subjects: SubjectService
  sequence: (project: string) => Promise<number>
  clock: Clock
  bus: SluiceBus
}

/** Everything that asks and takes answers, on the stores of one connection. */
export function surveyServices({ connection, ruleset, exposures, subjects, sequence, clock, bus }: Parts) {
  const { remember } = subjects
  const stored = responseStore(connection)
  const askings = askingStore(connection)
  const surveys = surveyService({
    ...{ store: surveyStore(connection), responses: stored, flagsOf: ruleset.flagsOf, clock },
    onChanged: (event) => bus.tell('survey:changed', event),
  })
  const facts = askFactsService({ ruleset, exposures, askings, responses: stored })
  const places = placeService({ store: placeStore(connection, stored) })
  const askBudgets = askBudgetService({ askings, clock })
  const asking = askingService({
    ...{ surveys, facts, askings, budgets: askBudgets, responses: stored, places },
    ...{ exposures, remember, sequence },
  })
  const responses = responseService({
    ...{ surveys, responses: stored, parts: answerPartStore(connection), places },
    ...{ exposures, remember, sequence, clock },
    onAnswered: (event) => bus.tell('response:stored', event),
  })
  const happenings = happeningService({ store: happeningStore(connection), remember, sequence, clock })

  return {
    ...{ surveys, asking, askBudgets, responses, happenings },
    surveyOverview: overviewService({ surveys, responses: stored, places, clock }),
    results: resultsService({ surveys, responses: stored, clock }),
    estimates: estimateService({ queries: surveyQueries(connection), surveys, facts, known: subjects.known, clock }),

    /** What one subject was asked, answered and did becomes another's. */
    async moveSurveys(project: Project, from: string, into: string): Promise<void> {
      await responses.move(project, from, into)
      await askBudgets.move(project, from, into)
      await happenings.move(project, from, into)
    },
  }
}
