import { BSONRegExp, MaxKey, MinKey } from 'bson'
import { type Document, isDocument } from './bson-document.ts'
import { equalValues } from './bson-order.ts'
import { compileFilter, isOperatorDocument } from './match.ts'

type Bound = { value: unknown; inclusive: boolean }

/** What a filter demands of one path, as far as an index can use it. */
export type Constraint = { points?: unknown[]; lower?: Bound; upper?: Bound }

/** The demands of a filter's fields; every matching document meets all of them. */
export function constraintsOf(filter: Document, found = new Map<string, Constraint>()): Map<string, Constraint> {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(condition)) for (const branch of condition) constraintsOf(branch, found)
    else if (!name.startsWith('$')) addCondition(constraintAt(found, name), condition)
  }
  return found
}

function constraintAt(found: Map<string, Constraint>, path: string): Constraint {
  const constraint = found.get(path) ?? {}
  found.set(path, constraint)
  return constraint
}

function addCondition(constraint: Constraint, condition: unknown) {
  if (!isOperatorDocument(condition)) {
    if (isIndexable(condition)) constraint.points ??= [condition]
    return
  }
  for (const [name, operand] of Object.entries(condition)) {
    if (name === '$in') {
      if (Array.isArray(operand) && operand.every(isIndexable)) constraint.points ??= operand
    } else if (name === '$eq') {
      if (isIndexable(operand)) constraint.points ??= [operand]
    } else if (isIndexable(operand) && operand !== null && operand !== undefined) {
      if (name === '$gt' || name === '$gte') constraint.lower ??= { value: operand, inclusive: name === '$gte' }
      if (name === '$lt' || name === '$lte') constraint.upper ??= { value: operand, inclusive: name === '$lte' }
    }
  }
}

// Arrays are spread over several keys, patterns match many values, MinKey and MaxKey compare across types.
const isIndexable = (value: unknown) =>
  !Array.isArray(value) &&
  !(value instanceof RegExp || value instanceof BSONRegExp) &&
  !(value instanceof MinKey || value instanceof MaxKey)

export const isBounded = (constraint: Constraint | undefined): constraint is Constraint =>
  !!constraint && !!(constraint.points || constraint.lower || constraint.upper)

/** Whether the constraint excludes null, and so every document that lacks the field. */
export const demandsPresence = (constraint: Constraint | undefined) =>
  isBounded(constraint) && (constraint.points ? constraint.points.every((v) => v !== null && v !== undefined) : true)

/** Whether all that match `filter` match `partial` too, so that a partial index holds every document wanted. */
export function implies(filter: Document, constraints: Map<string, Constraint>, partial: Document): boolean {
  return Object.entries(partial).every(([path, condition]) => {
    if (path === '$and') return (condition as Document[]).every((branch) => implies(filter, constraints, branch))
    if (path.startsWith('$')) return equalValues(filter[path], condition)
    if (path in filter && equalValues(filter[path], condition)) return true
    const constraint = constraints.get(path)
    if (isDocument(condition) && Object.keys(condition).join() === '$exists' && condition.$exists) {
      return demandsPresence(constraint)
    }
    const test = compileFilter({ field: condition })
    return !!constraint?.points && constraint.points.every((field) => test({ field }))
  })
}
