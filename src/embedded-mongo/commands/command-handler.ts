import { Long } from 'bson'
import { asNumber, type Document, encodeDocument, isDocument } from '../bson-document.ts'
import { CommandError } from '../command-error.ts'
import { cursorReply } from '../cursor-reply.ts'
import type { Engine } from '../engine.ts'

export type CommandHandler = (engine: Engine, command: Document, database: string) => Reply | Promise<Reply>
type Reply = Document | Buffer

/** `database.collection` from the command's first field. */
export function namespaceOf(command: Document, database: string): string {
  const collection = Object.values(command)[0]
  if (typeof collection !== 'string' || collection === '') {
    throw new CommandError(73, `Invalid namespace specified '${database}.${String(collection)}'`)
  }
  return `${database}.${collection}`
}

/** An optional document field of a command (14 when it is something else). */
export function documentField(command: Document, name: string): Document {
  const value = command[name]
  if (value === undefined || value === null) return {}
  if (!isDocument(value)) throw new CommandError(14, `BSON field '${name}' is the wrong type, expected type 'object'`)
  return value
}

/** An optional array of documents (14 when it is something else). */
export function documentList(command: Document, name: string): Document[] {
  const value = command[name] ?? []
  if (!Array.isArray(value)) throw new CommandError(14, `BSON field '${name}' is the wrong type, expected type 'array'`)
  return value
}

/** An optional whole number ≥ 0 (2 when it is negative). */
export function countField(command: Document, name: string): number | undefined {
  const number = asNumber(command[name])
  if (number !== undefined && number < 0) throw new CommandError(2, `BSON field '${name}' value must be >= 0`)
  return number
}

export function cursorId(value: unknown): Long {
  if (Long.isLong(value)) return value
  const number = asNumber(value)
  if (number === undefined) throw new CommandError(14, 'a cursor id must be a number')
  return Long.fromNumber(number)
}

/** Only the simple binary collation exists here (2). */
export function refuseCollation(command: Document): void {
  const collation = command.collation
  if (isDocument(collation) && Object.keys(collation).length > 0 && collation.locale !== 'simple') {
    throw new CommandError(2, 'The embedded database knows no collation but the simple one')
  }
}

/** A cursor over documents that are at hand. */
export function listing(engine: Engine, namespace: string, documents: Document[], command: Document) {
  const batchSize = countField(documentField(command, 'cursor'), 'batchSize')
  return cursorReply('firstBatch', engine.cursors.open(namespace, documents.map(encodeDocument), { batchSize }))
}
