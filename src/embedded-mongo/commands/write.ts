import {
  asNumber,
  checkNesting,
  checkSize,
  type Document,
  decodeDocument,
  encodeDocument,
  maxDocumentBytes,
} from '../bson-document.ts'
import { decodeFields, elementsIn, exchangeFields } from '../bson-elements.ts'
import { isSoundForCertain } from '../bson-soundness.ts'
import type { Collection } from '../catalog.ts'
import { CommandError } from '../command-error.ts'
import type { Engine } from '../engine.ts'
import { requireDocument } from '../match.ts'
import { readRecords, type StoredRecord } from '../read-records.ts'
import { compileUpdate, type Update, upsertedDocument, withIdFirst } from '../update.ts'
import { type CommandHandler, documentField, documentList, namespaceOf, refuseCollation } from './command-handler.ts'
import { readStatement, type UpdateStatement } from './update-statement.ts'

type WriteError = { index: number; code: number; errmsg: string }

const insert: CommandHandler = (engine, command, database) => {
  const namespace = namespaceOf(command, database)
  const documents = documentList(command, 'documents') as unknown as Buffer[]
  return engine.storage.write(() => {
    const collection = engine.catalog.ensure(namespace)
    const totals = { n: 0 }
    return inTurn(documents, command.ordered !== false, totals, (bytes) => {
      insertBytes(engine, collection, bytes)
      totals.n++
    })
  })
}

function insertBytes({ writer }: Engine, collection: Collection, bytes: Buffer) {
  if (bytes.length > maxDocumentBytes) {
    throw new CommandError(
      10334,
      `object to insert too large. size in bytes: ${bytes.length}, max size: ${maxDocumentBytes}`,
    )
  }
  if (!isSoundForCertain(bytes)) checkNesting(decodeDocument(bytes))
  const beginsWithId = bytes.toString('latin1', 5, 9) === '_id\0'
  writer.insert(collection, beginsWithId ? bytes : encodeDocument(withIdFirst(decodeDocument(bytes))))
}

const update: CommandHandler = (engine, command, database) => {
  const namespace = namespaceOf(command, database)
  const variables = documentField(command, 'let')
  const statements = (documentList(command, 'updates') as unknown as Buffer[]).map(readStatement)
  return engine.storage.write(() => {
    const totals: UpdateTotals = { n: 0, nModified: 0 }
    const now = new Date(engine.clock.now())
    return inTurn(statements, command.ordered !== false, totals, (statement, index) => {
      const made = updateStatement(engine, namespace, statement, { variables, now }, totals)
      if (made) totals.upserted = [...(totals.upserted ?? []), { index, _id: made._id }]
    })
  })
}

type UpdateTotals = { n: number; nModified: number; upserted?: { index: number; _id: unknown }[] }

/** Adds to the totals what one statement does; returns the document that an upsert made. */
function updateStatement(
  engine: Engine,
  namespace: string,
  { statement, sent }: UpdateStatement,
  { variables, now }: { variables: Document; now: Date },
  totals: UpdateTotals,
): Document | undefined {
  refuseCollation(statement)
  const filter = requireDocument(statement.q, 'q')
  const context = {
    filter,
    arrayFilters: documentList(statement, 'arrayFilters'),
    variables: { ...variables, ...documentField(statement, 'c') },
    now,
  }
  const compiled = compileUpdate(statement.u, context, sent)
  if (statement.multi && compiled.replaces)
    throw new CommandError(9, 'multi update is not supported for replacement-style update')
  const collection = statement.upsert ? engine.catalog.ensure(namespace) : engine.catalog.find(namespace)
  if (!collection) return undefined
  // All matches are found before the first change, so that no document is met twice.
  const search = { filter, limit: statement.multi ? 0 : 1, hint: statement.hint, variables }
  const matched = [...readRecords(engine.storage, collection, search)]
  if (matched.length === 0 && statement.upsert) {
    const made = insertUpserted(engine, collection, filter, compiled)
    totals.n++
    return made
  }
  for (const record of matched) if (changeRecord(engine, collection, record, compiled).modified) totals.nModified++
  totals.n += matched.length
  return undefined
}

export function insertUpserted({ writer }: Engine, collection: Collection, filter: Document, update: Update): Document {
  const document = upsertedDocument(filter, update)
  checkNesting(document)
  writer.insert(collection, encodeDocument(document))
  return document
}

/** Applies an update to one stored document; nothing is written when nothing changed. */
export function changeRecord(
  { writer }: Engine,
  collection: Collection,
  { record, bytes }: StoredRecord,
  { reads, changes, sent, apply }: Update,
) {
  const made = apply(decodeFields(bytes, reads), false)
  checkNesting(made)
  const encoded = encodeDocument(made)
  if (!changes) {
    const after = sent ? checkSize(exchangeFields(encoded, new Set(sent.keys()), sent).bytes) : encoded
    // What a double that is a whole number becomes by being encoded again is no change.
    const modified = !after.equals(bytes) && !after.equals(encodeDocument(decodeDocument(bytes)))
    if (modified) writer.replace(collection, record, bytes, after, undefined)
    return { after, modified }
  }
  const { bytes: after, changed } = exchangeFields(bytes, changes, ...(sent ? [sent] : []), elementsIn(encoded))
  checkSize(after)
  if (changed.size > 0) writer.replace(collection, record, bytes, after, changed)
  return { after, modified: changed.size > 0 }
}

const remove: CommandHandler = (engine, command, database) => {
  const namespace = namespaceOf(command, database)
  const variables = documentField(command, 'let')
  return engine.storage.write(() => {
    const totals = { n: 0 }
    return inTurn(documentList(command, 'deletes'), command.ordered !== false, totals, (statement) => {
      refuseCollation(statement)
      const filter = requireDocument(statement.q, 'q')
      const collection = engine.catalog.find(namespace)
      if (!collection) return
      const search = { filter, limit: asNumber(statement.limit) ?? 0, hint: statement.hint, variables }
      const matched = [...readRecords(engine.storage, collection, search)]
      for (const { record, bytes } of matched) engine.writer.remove(collection, record, bytes)
      totals.n += matched.length
    })
  })
}

/** Runs the statements of one command, which add to `totals`; an ordered command ends at its first error. */
function inTurn<T>(
  statements: T[],
  ordered: boolean,
  totals: Document,
  run: (statement: T, index: number) => void,
): Document {
  const writeErrors: WriteError[] = []
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index)
    } catch (fault) {
      if (!(fault instanceof CommandError)) throw fault
      writeErrors.push({ index, code: fault.code, errmsg: fault.message, ...fault.details })
      if (ordered) break
    }
  }
  return { ...totals, ...(writeErrors.length ? { writeErrors } : {}), ok: 1 }
}

export const writeCommands: Record<string, CommandHandler> = { insert, update, delete: remove }
