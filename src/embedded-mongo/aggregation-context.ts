import { Aggregator, Context } from 'mingo'
import { evalExpr, type OpType } from 'mingo/core'
import * as accumulator from 'mingo/operators/accumulator'
import * as expression from 'mingo/operators/expression'
import * as pipeline from 'mingo/operators/pipeline'
import * as projection from 'mingo/operators/projection'
import * as query from 'mingo/operators/query'
import * as window from 'mingo/operators/window'
import type { Document } from './bson-document.ts'
import { compareValues } from './bson-order.ts'
import { CommandError } from './command-error.ts'

type Operators = Record<`$${string}`, never>
type Expression = (object: unknown, operands: unknown, options: never) => unknown

// mingo compares Long, Decimal128 and mixed types in its own way; these follow MongoDB's order.
const comparison = (holds: (order: number) => unknown): Expression => {
  return (object, operands, options) => {
    const [left, right] = evalExpr(object, operands, options) as unknown[]
    return holds(compareValues(left, right))
  }
}

const ordered = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $cmp: comparison(Math.sign),
}

const withoutCode = { $function: undefined, $where: undefined, $accumulator: undefined }

const context = Context.init({
  accumulator: { ...accumulator, ...withoutCode } as unknown as Operators,
  expression: { ...expression, ...ordered, ...withoutCode } as unknown as Operators,
  pipeline: { ...pipeline, $out: undefined, $merge: undefined } as unknown as Operators,
  projection: projection as unknown as Operators,
  query: { ...query, ...withoutCode } as unknown as Operators,
  window: window as unknown as Operators,
})

const options = { context, scriptEnabled: false }

export const isPipelineStage = (name: string) => context.getOperator('pipeline' as OpType, name) !== null

/** The value of an aggregation expression for one document; `variables` are the names behind `$$`. */
export const evaluate = (document: unknown, operand: unknown, variables: Document): unknown =>
  guarded(() => evalExpr(document, operand, { ...options, variables } as never))

/** Runs stages that look at nothing but their input. */
export function runStages(input: Iterable<Document>, stages: Document[], variables: Document): Document[] {
  return guarded(
    () => new Aggregator(stages as never, { ...options, variables } as never).run(input as never) as Document[],
  )
}

function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (fault) {
    if (fault instanceof CommandError || (fault as Error).name === 'RangeError') throw fault
    throw new CommandError(9, fault instanceof Error ? fault.message : String(fault))
  }
}
