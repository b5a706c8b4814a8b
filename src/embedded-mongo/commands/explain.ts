import { asNumber, type Document } from '../bson-document.ts'
import { badValue, CommandError } from '../command-error.ts'
import type { Engine } from '../engine.ts'
import { splitPipeline } from '../pipeline.ts'
import { choosePlan, type Plan } from '../plan.ts'
import { newEffort, readRecords, type Search } from '../read-records.ts'
import { sortPattern } from '../sort.ts'
import { type CommandHandler, documentField, documentList, namespaceOf } from './command-handler.ts'
import { searchOf } from './find.ts'

/** What MongoDB's explain tells of a search: the plan, and the keys and documents that it looked at. */
export function explain(engine: Engine, command: Document, database: string): Document {
  const namespace = namespaceOf(command, database)
  const search = searchBehind(command)
  const collection = engine.catalog.find(namespace)
  if (!collection) return report(namespace, search, { stage: 'EOF' }, 0, newEffort(), 0)
  const plan = choosePlan(collection, search.filter, search.sort ?? [], search.hint)
  const effort = newEffort()
  const startedAt = performance.now()
  let returned = 0
  for (const _ of readRecords(engine.storage, collection, search, effort, plan)) returned++
  return report(namespace, search, describe(plan, search), returned, effort, performance.now() - startedAt)
}

function searchBehind(command: Document): Search {
  switch (Object.keys(command)[0]) {
    case 'find':
      return searchOf(command, 'filter')
    case 'count':
    case 'distinct':
      return searchOf(command, 'query')
    case 'findAndModify':
      return { filter: documentField(command, 'query'), sort: sortPattern(command.sort), limit: 1 }
    case 'aggregate':
      return { ...splitPipeline(documentList(command, 'pipeline')).search, hint: command.hint }
    case 'update':
    case 'delete': {
      const [statement] = documentList(command, 'update' in command ? 'updates' : 'deletes')
      if (!statement) throw badValue('explain needs a statement')
      const single = 'update' in command ? !statement.multi : asNumber(statement.limit) === 1
      return { filter: documentField(statement, 'q'), limit: single ? 1 : 0, hint: statement.hint }
    }
    default:
      throw new CommandError(59, 'Explain failed due to unknown command')
  }
}

function describe(plan: Plan, search: Search): Document {
  const found = describeFetch(plan)
  const ordered = plan.sorted
    ? found
    : { stage: 'SORT', sortPattern: Object.fromEntries(search.sort ?? []), inputStage: found }
  return search.limit ? { stage: 'LIMIT', limitAmount: search.limit, inputStage: ordered } : ordered
}

function describeFetch({ stage, index, reverse, branches }: Plan): Document {
  if (branches) return { stage, inputStages: branches.map(describeFetch) }
  const direction = reverse ? 'backward' : 'forward'
  if (!index || stage === 'IDHACK') return stage === 'IDHACK' ? { stage } : { stage, direction }
  const { name: indexName, key: keyPattern } = index.spec
  return { stage: 'FETCH', inputStage: { stage, indexName, keyPattern, isMultiKey: index.multikey, direction } }
}

function report(
  namespace: string,
  search: Search,
  winningPlan: Document,
  nReturned: number,
  effort: { keys: number; documents: number },
  ms: number,
): Document {
  return {
    explainVersion: '1',
    queryPlanner: { namespace, parsedQuery: search.filter, winningPlan, rejectedPlans: [] },
    executionStats: {
      executionSuccess: true,
      nReturned,
      executionTimeMillis: Math.round(ms),
      totalKeysExamined: effort.keys,
      totalDocsExamined: effort.documents,
      executionStages: winningPlan,
    },
    ok: 1,
  }
}

const explainCommand: CommandHandler = (engine, command, database) =>
  explain(engine, documentField(command, 'explain'), database)

export const explainCommands: Record<string, CommandHandler> = { explain: explainCommand }
