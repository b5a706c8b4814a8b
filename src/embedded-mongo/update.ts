import { ObjectId } from 'bson'
import { runStages } from './aggregation-context.ts'
import { copyValue, type Document, isDocument } from './bson-document.ts'
import type { Elements } from './bson-elements.ts'
import { equalValues } from './bson-order.ts'
import { CommandError } from './command-error.ts'
import { type FieldNames, rootOf } from './field-names.ts'
import { compileFilter, isOperatorDocument, matchedPosition, type Predicate } from './match.ts'
import { updateOperators } from './update-operators.ts'
import { checkConflicts, concretePaths, getAt, type Placeholders, setAt, unsetAt } from './update-path.ts'

/**
 * Changes a private copy of a document; `inserting` lets `$setOnInsert` act. Of the document it needs only the fields
 * that it `reads`; what it makes of them and what it was `sent` for others are the fields that it `changes`.
 */
export type Update = {
  replaces: boolean
  reads: FieldNames
  changes: FieldNames
  sent?: Elements | undefined
  apply: (document: Document, inserting: boolean) => Document
}

const updateStages = new Set(['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith'])

type UpdateContext = { filter: Document; arrayFilters: Document[]; variables: Document; now: Date }

/**
 * Understands the three kinds of update: operators, replacement, pipeline. `sent` are the fields of a `$set` that are
 * taken over as they are, beside what the operators say.
 */
export function compileUpdate(update: unknown, context: UpdateContext, sent?: Elements): Update {
  if (Array.isArray(update)) return compilePipeline(update, context.variables)
  if (!isDocument(update)) throw new CommandError(9, 'Update argument must be either an object or an array')
  const names = Object.keys(update)
  if (!sent && !names[0]?.startsWith('$')) {
    const operator = names.find((name) => name.startsWith('$'))
    if (operator)
      throw new CommandError(52, `The dollar ($) prefixed field '${operator}' is not allowed in a replacement`)
    return { replaces: true, ...wholeDocument, apply: (document) => withId(copyValue(update), document._id) }
  }
  return compileOperators(update, context, sent)
}

const wholeDocument = { reads: undefined, changes: undefined }

function compilePipeline(stages: Document[], variables: Document): Update {
  for (const stage of stages) {
    const name = Object.keys(stage)[0] ?? ''
    if (!updateStages.has(name)) throw new CommandError(72, `${name} is not allowed to be used within an update`)
  }
  return {
    replaces: false,
    ...wholeDocument,
    apply: (document) => {
      const [result] = runStages([document], stages, variables)
      return withId(result ?? {}, document._id)
    },
  }
}

function withId(document: Document, id: unknown): Document {
  if (id === undefined) return document
  if (document._id !== undefined && !equalValues(document._id, id)) throw immutableId()
  return { ...document, _id: id }
}

const immutableId = () =>
  new CommandError(66, "Performing an update on the path '_id' would modify the immutable field '_id'")

function compileOperators(update: Document, { filter, arrayFilters, now }: UpdateContext, sent?: Elements): Update {
  const filters = compileArrayFilters(arrayFilters)
  const changes = Object.entries(update).flatMap(([operator, fields]) => {
    if (operator !== '$rename' && operator !== '$setOnInsert' && !Object.hasOwn(updateOperators, operator)) {
      throw new CommandError(
        9,
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update`,
      )
    }
    if (!isDocument(fields))
      throw new CommandError(9, `Modifiers operate on fields but we found another type for ${operator}`)
    return Object.entries(fields).map(([path, operand]) => ({ operator, path, operand }))
  })
  checkConflicts(changes.flatMap(pathsOf), sent?.keys())
  checkFilterUse(changes, filters)
  const usesPosition = changes.some(({ path }) => path.includes('$') && path.split('.').includes('$'))

  return {
    replaces: false,
    sent,
    // The position is that of a match, which may depend on any field.
    ...(usesPosition ? wholeDocument : fieldsIn(changes, sent?.keys())),
    apply(document, inserting) {
      const id = document._id
      const position = usesPosition ? matchedPosition(document, filter) : undefined
      for (const change of changes) applyChange(document, change, { position, filters }, inserting, now)
      if (!inserting && !equalValues(document._id, id)) throw immutableId()
      return document
    },
  }
}

type Change = { operator: string; path: string; operand: unknown }

const pathsOf = ({ operator, path, operand }: Change): string[] =>
  operator === '$rename' ? [path, String(operand)] : [path]

/**
 * What `$set` puts in the place of a whole field is not read before; `_id` is, to see that it stays. `$setOnInsert` does
 * nothing to a document that is there.
 */
function fieldsIn(changes: Change[], sent: Iterable<string> = []): Pick<Update, 'reads' | 'changes'> {
  const roots = new Set(
    changes
      .filter(({ operator }) => operator !== '$setOnInsert')
      .flatMap(pathsOf)
      .map(rootOf),
  )
  const reads = new Set(roots)
  for (const { operator, path } of changes) if (operator === '$set' && path !== '_id') reads.delete(path)
  return { reads, changes: new Set([...sent, ...roots]) }
}

function applyChange(
  document: Document,
  { operator, path, operand }: Change,
  placeholders: Placeholders,
  inserting: boolean,
  now: Date,
) {
  if (operator === '$setOnInsert') {
    if (inserting) setAt(document, path.split('.'), copyValue(operand))
  } else if (operator === '$rename') {
    const value = getAt(document, path.split('.'))
    if (value === undefined) return
    unsetAt(document, path.split('.'))
    setAt(document, String(operand).split('.'), value)
  } else {
    const change = updateOperators[operator]
    for (const parts of concretePaths(document, path, placeholders)) change?.(document, parts, operand, now)
  }
}

function compileArrayFilters(arrayFilters: Document[]): Map<string, Predicate> {
  return new Map(
    arrayFilters.map((filter) => {
      const name = firstName(filter)
      const test = compileFilter(filter)
      return [name, (element: unknown) => test({ [name]: element })]
    }),
  )
}

function firstName(filter: Document): string {
  const [first, condition] = Object.entries(filter)[0] ?? []
  if (!first) throw new CommandError(9, 'Cannot use an expression without a top-level field name in arrayFilters')
  if (first.startsWith('$')) return firstName((condition as Document[])[0] ?? {})
  return first.split('.')[0] as string
}

function checkFilterUse(changes: Change[], filters: Map<string, Predicate>) {
  for (const name of filters.keys()) {
    if (!changes.some(({ path }) => path.includes(`$[${name}]`))) {
      throw new CommandError(9, `The array filter for identifier '${name}' was not used in the update`)
    }
  }
}

/** The document that an upsert makes when nothing matched: the filter's equalities, then the update. */
export function upsertedDocument(filter: Document, update: Update): Document {
  const base: Document = {}
  for (const [path, value] of equalities(filter)) {
    if (!update.replaces || path === '_id') setAt(base, path.split('.'), copyValue(value))
  }
  const made = update.apply(base, true)
  return withIdFirst(made)
}

/** A document with `_id` in front, made when it is missing. */
export const withIdFirst = ({ _id: id, ...rest }: Document): Document => ({
  _id: id === undefined ? new ObjectId() : id,
  ...rest,
})

function equalities(filter: Document): [string, unknown][] {
  return Object.entries(filter).flatMap(([name, condition]): [string, unknown][] => {
    if (name === '$and') return (condition as Document[]).flatMap(equalities)
    if (name === '$or' && (condition as Document[]).length === 1) return (condition as Document[]).flatMap(equalities)
    if (name.startsWith('$') || condition instanceof RegExp) return []
    if (!isOperatorDocument(condition)) return isPattern(condition) ? [] : [[name, condition]]
    if ('$eq' in condition) return [[name, condition.$eq]]
    const list = condition.$in ?? condition.$all
    return Array.isArray(list) && list.length === 1 && !isOperatorDocument(list[0]) ? [[name, list[0]]] : []
  })
}

const isPattern = (value: unknown) => (value as { _bsontype?: string } | null)?._bsontype === 'BSONRegExp'
