import {
  asNumber,
  checkNesting,
  checkSize,
  type Document,
  decodeDocument,
  encodeDocument,
  maxDocumentBytes,
} from '../bson-document.ts'
import { decodeFields, exchangeFields } from '../bson-elements.ts'
import type { Collection } from '../catalog.ts'
import { CommandError } from '../command-error.ts'
import type { Engine } from '../engine.ts'
import { requireDocument } from '../match.ts'
import { readRecords, type StoredRecord } from '../read-records.ts'
import { compileUpdate, type Update, upsertedDocument, withIdFirst } from '../update.ts'
import { type CommandHandler, documentField, documentList, namespaceOf, refuseCollation } from './command-handler.ts'

type WriteError = { index: number; code: number; errmsg: string }

const insert: CommandHandler = (engine, command, database) => {
  const namespace = namespaceOf(command, database)
  const documents = documentList(command, 'documents') as unknown as Buffer[]
  return engine.storage.write(() => {
    const collection = engine.catalog.ensure(namespace)
    return inTurn(documents, command.ordered !== false, (bytes) => {
      insertBytes(engine, collection, bytes)
      return { n: 1 }
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
  const document = decodeDocument(bytes)
  checkNesting(document)
  if (Object.keys(document)[0] === '_id' && !Array.isArray(document._id)) writer.insert(collection, bytes)
  else writer.insert(collection, encodeDocument(withIdFirst(document)))
}

const update: CommandHandler = (engine, command, database) => {
  const namespace = namespaceOf(command, database)
  const upserted: { index: number; _id: unknown }[] = []
  return engine.storage.write(() => {
    upserted.length = 0
    const reply = inTurn(documentList(command, 'updates'), command.ordered !== false, (statement, index) => {
      const outcome = updateStatement(engine, namespace, statement, documentField(command, 'let'))
      if (outcome.upserted) upserted.push({ index, _id: outcome.upserted._id })
      return { n: outcome.n, nModified: outcome.nModified }
    })
    return upserted.length ? { ...reply, upserted } : reply
  })
}

type UpdateOutcome = { n: number; nModified: number; upserted?: Document }

function updateStatement(engine: Engine, namespace: string, statement: Document, variables: Document): UpdateOutcome {
  refuseCollation(statement)
  const filter = requireDocument(statement.q, 'q')
  const compiled = compileUpdate(statement.u, {
    filter,
    arrayFilters: documentList(statement, 'arrayFilters'),
    variables: { ...variables, ...documentField(statement, 'c') },
    now: new Date(engine.clock.now()),
  })
  if (statement.multi && compiled.replaces)
    throw new CommandError(9, 'multi update is not supported for replacement-style update')
  const collection = statement.upsert ? engine.catalog.ensure(namespace) : engine.catalog.find(namespace)
  if (!collection) return { n: 0, nModified: 0 }
  // All matches are found before the first change, so that no document is met twice.
  const search = { filter, limit: statement.multi ? 0 : 1, hint: statement.hint, variables }
  const matched = [...readRecords(engine.storage, collection, search)]
  if (matched.length === 0 && statement.upsert) {
    const document = insertUpserted(engine, collection, filter, compiled)
    return { n: 1, nModified: 0, upserted: document }
  }
  let nModified = 0
  for (const record of matched) if (changeRecord(engine, collection, record, compiled).modified) nModified++
  return { n: matched.length, nModified }
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
  { fields, apply }: Update,
) {
  const changed = apply(decodeFields(bytes, fields), false)
  checkNesting(changed)
  const encoded = encodeDocument(changed)
  const after = fields ? checkSize(exchangeFields(bytes, fields, encoded)) : encoded
  const modified =
    !after.equals(bytes) && (fields !== undefined || !after.equals(encodeDocument(decodeDocument(bytes))))
  if (modified) writer.replace(collection, record, bytes, after, fields)
  return { after, modified }
}

const remove: CommandHandler = (engine, command, database) => {
  const namespace = namespaceOf(command, database)
  const variables = documentField(command, 'let')
  return engine.storage.write(() =>
    inTurn(documentList(command, 'deletes'), command.ordered !== false, (statement) => {
      refuseCollation(statement)
      const filter = requireDocument(statement.q, 'q')
      const collection = engine.catalog.find(namespace)
      if (!collection) return { n: 0 }
      const search = { filter, limit: asNumber(statement.limit) ?? 0, hint: statement.hint, variables }
      const matched = [...readRecords(engine.storage, collection, search)]
      for (const { record, bytes } of matched) engine.writer.remove(collection, record, bytes)
      return { n: matched.length }
    }),
  )
}

/** Runs the statements of one command and adds up their counts; an ordered command ends at its first error. */
function inTurn<T>(
  statements: T[],
  ordered: boolean,
  run: (statement: T, index: number) => Record<string, number>,
): Document {
  const totals: Record<string, number> = { n: 0 }
  const writeErrors: WriteError[] = []
  for (const [index, statement] of statements.entries()) {
    try {
      for (const [name, count] of Object.entries(run(statement, index))) totals[name] = (totals[name] ?? 0) + count
    } catch (fault) {
      if (!(fault instanceof CommandError)) throw fault
      writeErrors.push({ index, code: fault.code, errmsg: fault.message, ...fault.details })
      if (ordered) break
    }
  }
  return { ...totals, ...(writeErrors.length ? { writeErrors } : {}), ok: 1 }
}

export const writeCommands: Record<string, CommandHandler> = { insert, update, delete: remove }
