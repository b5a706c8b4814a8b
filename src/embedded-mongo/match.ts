import { BSONRegExp } from 'bson'
import { evaluate } from './aggregation-context.ts'
import { asRegExp, type Document, isDocument } from './bson-document.ts'
import { badValue, CommandError } from './command-error.ts'
import { type FieldNames, rootOf, unite } from './field-names.ts'
import { missing, someAtPath } from './field-path.ts'
import { valueTests } from './match-operators.ts'

export type Predicate = (document: unknown) => boolean

/** Turns a filter of MongoDB's query language into a test of one document. */
export function compileFilter(filter: Document, variables: Document = {}): Predicate {
  const tests = Object.entries(filter)
    .filter(([name]) => name !== '$comment')
    .map(([name, condition]) =>
      name.startsWith('$') ? compileLogical(name, condition, variables) : compileField(name, condition, variables),
    )
  if (tests.length === 1) return tests[0] as Predicate
  return (document) => tests.every((test) => test(document))
}

/** The fields that a filter looks at; an expression may look at any. */
export function fieldsOf(filter: Document): FieldNames {
  return unite(
    Object.entries(filter).map(([name, condition]) => {
      if (!name.startsWith('$')) return new Set([rootOf(name)])
      if (name === '$comment') return new Set()
      return Array.isArray(condition) ? unite(condition.map(fieldsOf)) : undefined
    }),
  )
}

function compileLogical(name: string, condition: unknown, variables: Document): Predicate {
  if (name === '$expr') return (document) => isTrue(evaluate(document, condition, variables))
  if (name === '$and' || name === '$or' || name === '$nor') {
    if (!Array.isArray(condition) || condition.length === 0) throw badValue(`${name} must be a nonempty array`)
    const branches = condition.map((branch) => {
      if (!isDocument(branch)) throw badValue(`${name} argument's entries must be objects`)
      return compileFilter(branch, variables)
    })
    if (name === '$and') return (document) => branches.every((branch) => branch(document))
    const wanted = name === '$or'
    return (document) => branches.some((branch) => branch(document)) === wanted
  }
  throw badValue(`unknown top level operator: ${name}`)
}

const isTrue = (value: unknown) => value !== null && value !== undefined && value !== false && value !== 0

function compileField(path: string, condition: unknown, variables: Document): Predicate {
  const parts = path.split('.')
  const regex = condition instanceof RegExp || condition instanceof BSONRegExp ? condition : undefined
  if (regex) return fieldOperator(parts, '$regex', regex, {}, variables)
  if (!isOperatorDocument(condition)) return fieldOperator(parts, '$eq', condition, {}, variables)
  const tests = Object.entries(condition)
    .filter(([name]) => name !== '$options')
    .map(([name, operand]) => fieldOperator(parts, name, operand, condition, variables))
  return tests.length === 1 ? (tests[0] as Predicate) : (document) => tests.every((test) => test(document))
}

/** Whether a condition is `{$operator: …}` rather than a document to be equal to. */
export function isOperatorDocument(condition: unknown): condition is Document {
  if (!isDocument(condition)) return false
  const first = Object.keys(condition)[0]
  return !!first?.startsWith('$') && first !== '$ref' && first !== '$id'
}

function fieldOperator(
  parts: string[],
  name: string,
  operand: unknown,
  condition: Document,
  variables: Document,
): Predicate {
  const not =
    (test: Predicate): Predicate =>
    (document) =>
      !test(document)
  switch (name) {
    case '$ne':
      return not(fieldOperator(parts, '$eq', operand, {}, variables))
    case '$nin':
      return not(fieldOperator(parts, '$in', operand, {}, variables))
    case '$not':
      if (!isOperatorDocument(operand) && !asRegExp(operand)) throw badValue('$not needs a regex or a document')
      return not(compileField(parts.join('.'), operand, variables))
    case '$exists': {
      const wanted = isTrue(operand)
      return (document) => someAtPath(document, parts, false, (value) => value !== missing) === wanted
    }
    case '$size':
      return (document) =>
        someAtPath(document, parts, false, (value) => Array.isArray(value) && value.length === Number(operand))
    case '$elemMatch': {
      const test = compileElement(operand, variables)
      return (document) => someAtPath(document, parts, false, (value) => Array.isArray(value) && value.some(test))
    }
    case '$all':
      return compileAll(parts, operand, variables)
  }
  const makeTest = Object.hasOwn(valueTests, name) ? valueTests[name] : undefined
  if (!makeTest) throw badValue(`unknown operator: ${name}`)
  const test = makeTest(operand, condition)
  return (document) => someAtPath(document, parts, true, test)
}

/** The test that `$elemMatch` (and `$pull`) makes of one element: a filter of its fields, or operators on itself. */
export function compileElement(operand: unknown, variables: Document = {}): Predicate {
  if (!isDocument(operand)) throw badValue('$elemMatch needs an Object')
  const first = Object.keys(operand)[0]
  const onFields = first === undefined || !first.startsWith('$') || ['$and', '$or', '$nor', '$expr'].includes(first)
  if (onFields) {
    const test = compileFilter(operand, variables)
    return (element) => (isDocument(element) || Array.isArray(element)) && test(element)
  }
  const test = compileField('element', operand, variables)
  return (element) => test({ element })
}

function compileAll(parts: string[], operand: unknown, variables: Document): Predicate {
  if (!Array.isArray(operand)) throw badValue('$all needs an array')
  const tests = operand.map((item) =>
    isDocument(item) && '$elemMatch' in item
      ? fieldOperator(parts, '$elemMatch', item.$elemMatch, {}, variables)
      : compileField(parts.join('.'), item, variables),
  )
  return (document) => tests.length > 0 && tests.every((test) => test(document))
}

/** The index of the first array element that satisfies the filter: what the positional `$` of an update stands for. */
export function matchedPosition(document: Document, filter: Document): number | undefined {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(condition)) {
      for (const branch of condition) {
        const position = matchedPosition(document, branch as Document)
        if (position !== undefined) return position
      }
    } else if (!name.startsWith('$')) {
      const position = positionAtPath(document, name, condition)
      if (position !== undefined) return position
    }
  }
  return undefined
}

function positionAtPath(document: Document, path: string, condition: unknown): number | undefined {
  const parts = path.split('.')
  let value: unknown = document
  for (let depth = 0; depth <= parts.length; depth++) {
    if (Array.isArray(value)) {
      const rest = parts.slice(depth).join('.')
      const test = rest ? compileField(rest, condition, {}) : compileField('element', condition, {})
      const index = value.findIndex((element) => test(rest ? element : { element: [element] }))
      return index < 0 ? undefined : index
    }
    if (!isDocument(value)) return undefined
    value = value[parts[depth] as string]
  }
  return undefined
}

export function requireDocument(value: unknown, name: string): Document {
  if (isDocument(value)) return value
  throw new CommandError(14, `BSON field '${name}' is the wrong type, expected type 'object'`)
}
