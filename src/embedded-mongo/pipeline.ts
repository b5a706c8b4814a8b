import { evaluate, isPipelineStage, runStages } from './aggregation-context.ts'
import { asNumber, type Document, decodeForMingo, isDocument } from './bson-document.ts'
import { badValue, CommandError } from './command-error.ts'
import type { Engine } from './engine.ts'
import { valuesAtPath } from './field-path.ts'
import { countByIndex, groupCounts } from './index-counts.ts'
import { compileFilter } from './match.ts'
import type { SortPattern } from './plan.ts'
import { readRecords, type Search } from './read-records.ts'
import { sortBy, sortPattern } from './sort.ts'

type Setting = { engine: Engine; database: string; variables: Document; maxTimeMS: number }

/** The stages that a search of the collection can answer by itself, and those that remain. */
export function splitPipeline(pipeline: Document[]): {
  search: Search & { sort: SortPattern; limit: number }
  rest: Document[]
} {
  const filters: Document[] = []
  let sort: SortPattern = []
  let [skip, limit, at] = [0, 0, 0]
  for (; at < pipeline.length; at++) {
    const stage = pipeline[at] as Document
    const name = stageName(stage)
    if (name === '$match' && sort.length === 0 && !skip && !limit) filters.push(matchFilter(stage))
    else if (name === '$sort' && sort.length === 0 && !skip && !limit) sort = sortPattern(stage.$sort)
    else if (name === '$skip' && !limit) skip += asNumber(stage.$skip) ?? 0
    else if (name === '$limit') limit = limit ? Math.min(limit, limitOf(stage)) : limitOf(stage)
    else break
  }
  const filter = filters.length > 1 ? { $and: filters } : (filters[0] ?? {})
  return { search: { filter, sort, skip, limit }, rest: pipeline.slice(at) }
}

function stageName(stage: Document): string {
  const names = isDocument(stage) ? Object.keys(stage) : []
  if (names.length !== 1)
    throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.')
  return names[0] as string
}

function matchFilter(stage: Document): Document {
  if (!isDocument(stage.$match)) throw new CommandError(15959, 'the match filter must be an expression in an object')
  return stage.$match
}

function limitOf(stage: Document): number {
  const limit = asNumber(stage.$limit)
  if (limit === undefined || limit <= 0) throw new CommandError(15958, 'the limit must be positive')
  return limit
}

/** The results of a pipeline over a collection; its first stages become one planned search. */
export function runPipeline(
  setting: Setting,
  collectionName: string | undefined,
  pipeline: Document[],
): Iterable<Document> {
  if (collectionName === undefined) return runRest(setting, [], pipeline)
  const { engine, database, variables, maxTimeMS } = setting
  const { search, rest } = splitPipeline(pipeline)
  const collection = engine.catalog.find(`${database}.${collectionName}`)
  if (!collection) {
    compileFilter(search.filter, variables)
    return runRest(setting, [], rest)
  }
  const isWhole = search.sort.length === 0 && !search.skip && !search.limit
  const grouped = isWhole ? groupStage(rest[0]) : undefined
  const groups = grouped && groupCounts(engine.storage, collection, search.filter, grouped.path)
  if (grouped && groups) return runRest(setting, groups.map(grouped.row), rest.slice(1))
  const records = readRecords(engine.storage, collection, { ...search, variables, maxTimeMS })
  const counted = countStage(rest[0])
  if (counted) {
    let count = (isWhole && countByIndex(engine.storage, collection, search.filter)) || 0
    if (count === 0) for (const _ of records) count++
    return runRest(setting, count ? [counted(count)] : [], rest.slice(1))
  }
  return runRest(setting, documentsOf(records), rest)
}

/** A `$group` by one field that does nothing but count. */
function groupStage(stage: Document | undefined) {
  const group = stage?.$group
  if (!isDocument(group)) return undefined
  const { _id: id, ...counters } = group
  if (typeof id !== 'string' || !/^\$[^$]/.test(id) || !isCounting(counters)) return undefined
  const names = Object.keys(counters)
  const row = ({ value, count }: { value: unknown; count: number }): Document => ({
    _id: value,
    ...Object.fromEntries(names.map((name) => [name, count])),
  })
  return { path: id.slice(1), row }
}

const isCounting = (counters: Document) =>
  Object.values(counters).every(
    (counter) => isDocument(counter) && asNumber(counter.$sum) === 1 && Object.keys(counter).length === 1,
  )

function* documentsOf(records: ReturnType<typeof readRecords>) {
  for (const { bytes } of bytesOnly(records)) yield decodeForMingo(bytes)
}

function* bytesOnly(records: ReturnType<typeof readRecords>) {
  for (const record of records) yield { bytes: record.bytes }
}

/** Counting needs no document to be decoded: `$count`, and the `$group` by which drivers count. */
function countStage(stage: Document | undefined): ((count: number) => Document) | undefined {
  if (!stage) return undefined
  if (typeof stage.$count === 'string') return (count) => ({ [stage.$count as string]: count })
  const group = stage.$group
  if (!isDocument(group)) return undefined
  const { _id: id, ...counters } = group
  const names = Object.keys(counters)
  const constant = id === null || asNumber(id) !== undefined
  if (!constant || !isCounting(counters)) return undefined
  return (count) => ({ _id: id, ...Object.fromEntries(names.map((name) => [name, count])) })
}

function runRest(setting: Setting, input: Iterable<Document>, stages: Document[]): Iterable<Document> {
  let documents = input
  for (const [i, stage] of stages.entries()) documents = runStage(setting, documents, stage, stages[i + 1])
  return documents
}

function runStage(
  setting: Setting,
  input: Iterable<Document>,
  stage: Document,
  next: Document | undefined,
): Iterable<Document> {
  const name = stageName(stage)
  switch (name) {
    case '$match': {
      const test = compileFilter(matchFilter(stage), setting.variables)
      return filtered(input, test)
    }
    case '$sort': {
      const limit = next && '$limit' in next ? limitOf(next) : 0
      return sortBy(input, sortPattern(stage.$sort), (document) => document, limit)
    }
    case '$lookup':
      return [...input].map((document) => lookup(setting, document, stage.$lookup as Document))
    case '$unionWith':
      return [...input, ...union(setting, stage.$unionWith)]
    case '$facet': {
      const all = [...input]
      const facets = Object.entries(stage.$facet as Record<string, Document[]>)
      return [Object.fromEntries(facets.map(([facet, stages]) => [facet, [...runRest(setting, all, stages)]]))]
    }
    case '$group':
      return runStages(input, [stage], setting.variables).map(({ _id = null, ...rest }) => ({ _id, ...rest }))
  }
  if (!isPipelineStage(name)) throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`)
  return runStages(input, [stage], setting.variables)
}

function* filtered(input: Iterable<Document>, test: (document: unknown) => boolean) {
  for (const document of input) if (test(document)) yield document
}

function lookup(
  setting: Setting,
  document: Document,
  { from, localField, foreignField, let: names, pipeline = [], as }: Document,
): Document {
  if (typeof from !== 'string' || typeof as !== 'string' || !Array.isArray(pipeline))
    throw badValue('$lookup needs from and as')
  const stages: Document[] = []
  if (typeof localField === 'string' && typeof foreignField === 'string') {
    const values = valuesAtPath(document, localField.split('.'), null).filter((value) => !(value instanceof RegExp))
    stages.push({ $match: { [foreignField]: values.length === 1 ? { $eq: values[0] } : { $in: values } } })
  }
  const variables = isDocument(names)
    ? Object.fromEntries(
        Object.entries(names).map(([name, operand]) => [name, evaluate(document, operand, setting.variables) ?? null]),
      )
    : {}
  const inner = { ...setting, variables: { ...setting.variables, ...variables } }
  return { ...document, [as]: [...runPipeline(inner, from, [...stages, ...pipeline])] }
}

function union(setting: Setting, operand: unknown): Iterable<Document> {
  if (typeof operand === 'string') return runPipeline(setting, operand, [])
  const { coll, pipeline = [] } = operand as { coll?: string; pipeline?: Document[] }
  return runPipeline(setting, coll, pipeline)
}
