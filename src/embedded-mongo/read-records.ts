import { type Document, decodeDocument } from './bson-document.ts'
import { decodeFields } from './bson-elements.ts'
import type { Collection } from './catalog.ts'
import { decodeRecord, documentKey } from './collection.ts'
import { CommandError } from './command-error.ts'
import { rootOf } from './field-names.ts'
import { compileFilter, fieldsOf } from './match.ts'
import { choosePlan, isIdIndex, type Plan, type SortPattern } from './plan.ts'
import { mergeSorted, sortRecords } from './sort.ts'
import type { Storage } from './storage.ts'

/** A stored document; it is decoded when somebody first looks inside, and only once. */
export type StoredRecord = { record: number; bytes: Buffer; document: Document }

export type Search = {
  filter: Document
  sort?: SortPattern
  skip?: number
  limit?: number
  hint?: unknown
  variables?: Document
  maxTimeMS?: number
}

/** What a search looked at; `explain` shows it. */
export type Effort = { keys: number; documents: number }

export const newEffort = (): Effort => ({ keys: 0, documents: 0 })

const recordsPerTimeCheck = 256

/** Finds documents lazily, by the best plan, in the wanted order. */
export function* readRecords(
  storage: Storage,
  collection: Collection,
  { filter, sort = [], skip = 0, limit = 0, hint, variables, maxTimeMS }: Search,
  effort = newEffort(),
  plan = choosePlan(collection, filter, sort, hint),
): Generator<StoredRecord> {
  const matches = matching(storage, collection, plan, filter, variables, effort, maxTimeMS)
  const ordered = plan.sorted ? matches : sortRecords(matches, sort, limit ? limit + skip : 0)
  let passed = 0
  for (const record of ordered) {
    passed++
    if (passed <= skip) continue
    yield record
    if (limit && passed === skip + limit) return
  }
}

function* matching(
  storage: Storage,
  collection: Collection,
  plan: Plan,
  filter: Document,
  variables: Document | undefined,
  effort: Effort,
  maxTimeMS = 0,
): Generator<StoredRecord> {
  const test =
    plan.stage === 'IDHACK' || Object.keys(filter).length === 0 ? undefined : compileFilter(filter, variables)
  const fields = test && fieldsOf(filter)
  const deadline = maxTimeMS ? performance.now() + maxTimeMS : Number.POSITIVE_INFINITY
  for (const record of planned(storage, collection, plan, effort)) {
    effort.documents++
    if (effort.documents % recordsPerTimeCheck === 0 && performance.now() > deadline) {
      throw new CommandError(50, 'operation exceeded time limit')
    }
    if (!test || test(decodeFields(record.bytes, fields))) yield record
  }
}

function* planned(storage: Storage, collection: Collection, plan: Plan, effort: Effort): Generator<StoredRecord> {
  const { index, reverse, branches, merge } = plan
  if (branches) {
    const found = new Set<number>()
    const sources = branches.map((branch) => planned(storage, collection, branch, effort))
    const names = new Set(merge?.map(([path]) => rootOf(path)))
    for (const record of mergeSorted(sources, merge ?? [], ({ bytes }) => decodeFields(bytes, names))) {
      if (!found.has(record.record)) yield record
      found.add(record.record)
    }
    return
  }
  if (!index) {
    for (const range of plan.ranges) {
      for (const { key, value } of storage.scan('documents', range, reverse)) yield stored(decodeRecord(key), value)
    }
    return
  }
  const seen = index.multikey ? new Set<number>() : undefined
  for (const record of indexed(storage, plan, effort)) {
    if (seen?.has(record)) continue
    seen?.add(record)
    const bytes = storage.get('documents', documentKey(collection, record))
    if (bytes) yield stored(record, bytes)
  }
}

/** The record numbers that the plan's index ranges hold. */
function* indexed(storage: Storage, { index, ranges, reverse, exact }: Plan, effort: Effort): Generator<number> {
  if (!index) return
  const table = isIdIndex(index) ? 'ids' : 'entries'
  for (const range of reverse ? ranges.toReversed() : ranges) {
    if (exact) {
      const holder = storage.get('ids', range.start)
      if (holder) {
        effort.keys++
        yield decodeRecord(holder)
      }
      continue
    }
    for (const { key, value } of storage.scan(table, range, reverse)) {
      effort.keys++
      yield decodeRecord(table === 'ids' ? value : key)
    }
  }
}

function stored(record: number, bytes: Buffer): StoredRecord {
  let document: Document | undefined
  return {
    record,
    bytes,
    get document() {
      document ??= decodeDocument(bytes)
      return document
    },
  }
}
