import { asNumber, type Document, encodeDocument } from '../bson-document.ts'
import { prefixRange } from '../catalog.ts'
import { CommandError } from '../command-error.ts'
import { cursorReply } from '../cursor-reply.ts'
import type { Engine } from '../engine.ts'
import { valuesAtPath } from '../field-path.ts'
import { countByIndex } from '../index-counts.ts'
import { encodeValue } from '../index-key.ts'
import { compileFilter } from '../match.ts'
import { compileProjection } from '../projection.ts'
import { readRecords, type Search } from '../read-records.ts'
import { sortPattern } from '../sort.ts'
import {
  type CommandHandler,
  countField,
  cursorId,
  documentField,
  documentList,
  namespaceOf,
  refuseCollation,
} from './command-handler.ts'

/** The search that a find command asks for. */
export function searchOf(command: Document, filterField: 'filter' | 'query'): Search {
  refuseCollation(command)
  return {
    filter: documentField(command, filterField),
    sort: sortPattern(command.sort),
    skip: countField(command, 'skip') ?? 0,
    limit: Math.abs(asNumber(command.limit) ?? 0),
    hint: command.hint,
    variables: documentField(command, 'let'),
    maxTimeMS: countField(command, 'maxTimeMS') ?? 0,
  }
}

const find: CommandHandler = (engine, command, database) => {
  const namespace = namespaceOf(command, database)
  const batchSize = countField(command, 'batchSize')
  const single = command.singleBatch === true
  if (command.tailable) throw new CommandError(2, 'tailable cursor requested on non capped collection')
  const expires = command.noCursorTimeout !== true
  const batch = engine.cursors.open(namespace, found(engine, namespace, command), { batchSize, single, expires })
  return cursorReply('firstBatch', batch)
}

function found(engine: Engine, namespace: string, command: Document): Iterable<Buffer> {
  const search = searchOf(command, 'filter')
  const project = compileProjection(documentField(command, 'projection'), search.filter, search.variables ?? {})
  const collection = engine.catalog.find(namespace)
  if (!collection) {
    compileFilter(search.filter)
    return []
  }
  const records = readRecords(engine.storage, collection, search)
  return (function* () {
    for (const { bytes, document } of lazily(records)) yield project ? encodeDocument(project(document())) : bytes
  })()
}

// Destructuring a record would decode it; what is sent as it is stored must not be decoded.
function* lazily(records: ReturnType<typeof readRecords>) {
  for (const record of records) yield { bytes: record.bytes, document: () => record.document }
}

const getMore: CommandHandler = ({ cursors }, command, database) => {
  const namespace = `${database}.${String(command.collection)}`
  return cursorReply('nextBatch', cursors.more(cursorId(command.getMore), namespace, countField(command, 'batchSize')))
}

const killCursors: CommandHandler = ({ cursors }, command) => {
  const ids = documentList(command, 'cursors').map(cursorId)
  const cursorsKilled = ids.filter((id) => cursors.kill(id))
  const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id))
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 }
}

const count: CommandHandler = ({ storage, catalog }, command, database) => {
  const collection = catalog.find(namespaceOf(command, database))
  if (!collection) return { n: 0, ok: 1 }
  const search = searchOf(command, 'query')
  if (Object.keys(search.filter).length === 0 && !search.skip && !search.limit) {
    return { n: storage.count('documents', prefixRange(collection.id)), ok: 1 }
  }
  const known =
    search.skip || search.limit || search.hint ? undefined : countByIndex(storage, collection, search.filter)
  if (known !== undefined) return { n: known, ok: 1 }
  let n = 0
  for (const _ of readRecords(storage, collection, search)) n++
  return { n, ok: 1 }
}

const noValue = Symbol('no value')

const distinct: CommandHandler = ({ storage, catalog }, command, database) => {
  const collection = catalog.find(namespaceOf(command, database))
  const parts = String(command.key).split('.')
  const values = new Map<string, unknown>()
  for (const { document } of collection ? readRecords(storage, collection, searchOf(command, 'query')) : []) {
    for (const value of valuesAtPath(document, parts, noValue, noValue)) {
      if (value !== noValue) values.set(encodeValue(value).toString('latin1'), value)
    }
  }
  return { values: [...values.values()], ok: 1 }
}

export const findCommands: Record<string, CommandHandler> = { find, getMore, killCursors, count, distinct }
