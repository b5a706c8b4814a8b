import { type Document, isDocument } from './bson-document.ts'
import { type Collection, type Index, idIndexName, prefixOf, prefixRange } from './catalog.ts'
import { badValue } from './command-error.ts'
import { type Constraint, constraintsOf, demandsPresence, implies, isBounded } from './constraints.ts'
import { encodeField } from './index-entries.ts'
import { comparableBytes, encodeValue, fieldBudget, successor } from './index-key.ts'
import { isOperatorDocument } from './match.ts'
import { invertBytes } from './number-key.ts'
import type { Range } from './storage.ts'
import { typeOrderOf } from './type-order.ts'

/** How the documents for a filter are found; `sorted` when they come in the wanted order. */
export type Plan = {
  stage: 'IDHACK' | 'IXSCAN' | 'COLLSCAN' | 'OR' | 'SORT_MERGE'
  index?: Index
  ranges: Range[]
  reverse: boolean
  sorted: boolean
  /** Each range is one whole key of the `_id` index: it is looked up, not scanned. */
  exact?: boolean
  /** With stage OR one plan for each branch, with SORT_MERGE one for each range; what several find is one result. */
  branches?: Plan[]
  /** The order by which the branches' results are merged. */
  merge?: SortPattern
}

export type SortPattern = [path: string, direction: 1 | -1][]

const mostRanges = 2000
/** So many ranges are read side by side to keep an order, as in MongoDB. */
const mostMerged = 200
const boundedScore = 50
/** Of a unique index whose fields are all given: nothing finds fewer documents. */
const wholeScore = 1000

/** Chooses the index that narrows the search most; failing that the one whose order is the wanted one. */
export function choosePlan(collection: Collection, filter: Document, sort: SortPattern, hint?: unknown): Plan {
  const byId = idLookup(collection, filter)
  if (byId && hint === undefined) return byId
  const natural = sort[0]?.[0] === '$natural' ? sort[0][1] : undefined
  const scan: Plan = {
    stage: 'COLLSCAN',
    ranges: [prefixRange(collection.id)],
    reverse: natural === -1,
    sorted: sort.length === 0 || natural !== undefined,
  }
  if (natural !== undefined || (isDocument(hint) && '$natural' in hint)) return scan
  const constraints = constraintsOf(filter)
  const candidates =
    hint === undefined ? collection.indexes.filter(({ spec }) => !spec.hidden) : [hinted(collection, hint)]
  let best = scan
  let bestScore = hint === undefined ? 0 : -1
  for (const index of candidates) {
    const candidate = planWith(index, filter, constraints, sort)
    if (candidate && candidate.score > bestScore) {
      best = candidate.plan
      bestScore = candidate.score
    }
    if (bestScore >= wholeScore) break
  }
  if (bestScore >= boundedScore || hint !== undefined) return best
  const branched = branchPlan(collection, filter, sort)
  return branched && (branched.sorted || best.stage === 'COLLSCAN') ? branched : best
}

/** Answers a `$or` of which every branch has an index by these indexes, one after the other. */
function branchPlan(collection: Collection, { $or, ...rest }: Document, sort: SortPattern): Plan | undefined {
  if (!Array.isArray($or)) return undefined
  const branches = $or.map((branch) => choosePlan(collection, { $and: [branch, rest] }, sort))
  if (branches.some(({ stage }) => stage === 'COLLSCAN')) return undefined
  const sorted = branches.every((branch) => branch.sorted)
  return { stage: 'OR', branches, ranges: [], reverse: false, sorted, ...(sorted ? { merge: sort } : {}) }
}

/** By one `_id`, whatever else is demanded of it. */
function idLookup(collection: Collection, filter: Document): Plan | undefined {
  if (!Object.hasOwn(filter, '_id')) return undefined
  const condition = filter._id
  const value = isOperatorDocument(condition) && Object.keys(condition).join() === '$eq' ? condition.$eq : condition
  const constraint = constraintsOf({ _id: value }).get('_id')
  const index = collection.indexes[0]
  if (!index || isOperatorDocument(value) || !constraint?.points) return undefined
  const start = Buffer.concat([prefixOf(index.id), encodeField(value, false, fieldBudget(1)).bytes])
  const ranges = [{ start, end: successor(start) }]
  const stage = Object.keys(filter).length === 1 ? 'IDHACK' : 'IXSCAN'
  return { stage, index, ranges, reverse: false, sorted: true, exact: true }
}

function hinted(collection: Collection, hint: unknown): Index {
  const wanted = isDocument(hint) ? JSON.stringify(hint) : hint
  const index = collection.indexes.find(({ spec }) => spec.name === wanted || JSON.stringify(spec.key) === wanted)
  if (!index)
    throw badValue(
      'error processing query: planner returned error: hint provided does not correspond to an existing index',
    )
  return index
}

function planWith(index: Index, filter: Document, constraints: Map<string, Constraint>, sort: SortPattern) {
  const { partialFilterExpression: partial, sparse, unique } = index.spec
  if (partial && !implies(filter, constraints, partial)) return undefined
  if (sparse && !index.fields.some(({ path }) => demandsPresence(constraints.get(path)))) return undefined
  const { ranges, points, bounded, single, given } = rangesOf(index, constraints)
  const inOrder = (fixed: Set<string>) => (index.multikey || index.cut ? undefined : sortDirection(index, sort, fixed))
  const direction = inOrder(single)
  // Ranges of which each is in the order keep it when they are merged.
  const merged = direction === undefined && ranges.length <= mostMerged ? inOrder(given) : undefined
  const exact = isIdIndex(index) && points === 1
  const whole = exact || (unique && points === index.fields.length)
  const orderScore = direction !== undefined ? 40 : merged !== undefined ? 30 : 0
  const score =
    (whole ? wholeScore : 0) + points * 100 + (bounded ? boundedScore : 0) + (sort.length > 0 ? orderScore : 0)
  const sorted = sort.length === 0 || direction !== undefined
  const plan: Plan = { stage: 'IXSCAN', index, ranges, reverse: (direction ?? merged) === -1, sorted, exact }
  return { plan: sorted || merged === undefined ? plan : mergedPlan(plan, sort), score }
}

function mergedPlan(plan: Plan, sort: SortPattern): Plan {
  const branches = plan.ranges.map((range) => ({ ...plan, ranges: [range], sorted: true }))
  return { stage: 'SORT_MERGE', branches, ranges: [], reverse: false, sorted: true, merge: sort }
}

/** 1 or -1 when reading the index forward or backward gives the wanted order. */
function sortDirection(index: Index, sort: SortPattern, single: Set<string>): 1 | -1 | undefined {
  if (sort.length === 0) return 1
  let direction: number | undefined
  let at = 0
  for (const [path, wanted] of sort) {
    while (index.fields[at] && index.fields[at]?.path !== path && single.has(index.fields[at]?.path ?? '')) at++
    const field = index.fields[at]
    if (field?.path !== path) {
      if (single.has(path)) continue
      return undefined
    }
    at++
    if (single.has(path)) continue
    const step = wanted * (field.descending ? -1 : 1)
    if (direction !== undefined && direction !== step) return undefined
    direction = step
  }
  return direction === -1 ? -1 : 1
}

/** The key ranges, in key order and apart from each other, that hold every document meeting the constraints. */
function rangesOf(index: Index, constraints: Map<string, Constraint>) {
  const budget = fieldBudget(index.fields.length)
  let prefixes = [prefixOf(index.id)]
  let points = 0
  const given = new Set<string>()
  const single = new Set<string>()
  const boundedRoots = new Set<string>()
  for (const { path, parts, descending } of index.fields) {
    const constraint = constraints.get(path)
    // Two fields of one array may be satisfied by different elements, which no single key holds.
    if (!isBounded(constraint) || (index.multikey && boundedRoots.has(parts[0] ?? ''))) break
    boundedRoots.add(parts[0] ?? '')
    if (!constraint.points) {
      const ranges = prefixes.map((prefix) => rangeAfter(prefix, constraint, descending, budget, index.multikey))
      return { ranges, points, bounded: true, single, given }
    }
    const encoded = distinct(constraint.points.map((value) => encodeField(value, descending, budget).bytes))
    if (prefixes.length * encoded.length > mostRanges) break
    prefixes = prefixes.flatMap((prefix) => encoded.map((bytes) => Buffer.concat([prefix, bytes])))
    points++
    given.add(path)
    if (encoded.length === 1) single.add(path)
  }
  return { ranges: prefixes.map((start) => ({ start, end: successor(start) })), points, bounded: false, single, given }
}

function distinct(encoded: Buffer[]): Buffer[] {
  const sorted = encoded.sort(Buffer.compare)
  return sorted.filter((bytes, i) => i === 0 || !bytes.equals(sorted[i - 1] as Buffer))
}

function rangeAfter(
  prefix: Buffer,
  { lower, upper }: Constraint,
  descending: boolean,
  budget: number,
  multikey: boolean,
): Range {
  // In an array one element may meet the lower bound and another the upper one: only one of them narrows the range.
  const low = lower
  const high = multikey && lower ? undefined : upper
  const type = Buffer.of(typeOrderOf((low ?? high)?.value))
  const from = low ? edge(low.value, budget) : { bytes: type, cut: true }
  const to = high ? edge(high.value, budget) : { bytes: type, cut: true }
  const afterFrom = !!low && !low.inclusive && !from.cut
  const beforeTo = !!high && !high.inclusive && !to.cut
  const [first, last] = descending ? [to, from] : [from, to]
  const [skipFirst, stopBeforeLast] = descending ? [beforeTo, afterFrom] : [afterFrom, beforeTo]
  const start = Buffer.concat([prefix, descending ? invertBytes(first.bytes) : first.bytes])
  const end = Buffer.concat([prefix, descending ? invertBytes(last.bytes) : last.bytes])
  return { start: skipFirst ? successor(start) : start, end: stopBeforeLast ? end : successor(end) }
}

function edge(value: unknown, budget: number) {
  const encoded = encodeValue(value)
  const most = comparableBytes(budget)
  return encoded.length > most ? { bytes: encoded.subarray(0, most), cut: true } : { bytes: encoded, cut: false }
}

export const isIdIndex = (index: Index) => index.spec.name === idIndexName
