import { checkNesting, type Document, decodeDocument } from '../bson-document.ts'
import { decodeFields, documentIn, type Elements, elementsIn } from '../bson-elements.ts'
import { isSoundForCertain } from '../bson-soundness.ts'

/** `sent`: what a `$set` puts in the place of whole fields, as it was sent; it is not in the statement's `u` then. */
export type UpdateStatement = { statement: Document; sent: Elements | undefined }

const besidesUpdate = new Set(['q', 'c', 'multi', 'upsert', 'hint', 'collation', 'arrayFilters'])

/** Reads one statement of an update command, and decodes of it what has to be looked into. */
export function readStatement(bytes: Buffer): UpdateStatement {
  const update = isSoundForCertain(bytes) ? documentIn(bytes, 'u') : undefined
  const set = update && leadingSet(update)
  const sent = set && wholeFields(set)
  if (sent) {
    const statement = decodeFields(bytes, besidesUpdate)
    // What an upsert makes is put together from values.
    if (!statement.upsert) {
      statement.u = decodeDocument(behind(update, set))
      return { statement, sent }
    }
  }
  const statement = decodeDocument(bytes)
  checkNesting(statement)
  return { statement, sent: undefined }
}

const setsFirst = '\x03$set\0'

/** The `$set` with which an update begins. */
function leadingSet(update: Buffer): Buffer | undefined {
  const at = 4 + setsFirst.length
  if (update.toString('latin1', 4, at) !== setsFirst) return undefined
  return update.subarray(at, at + update.readInt32LE(at))
}

/** What it sets, if that is nothing but whole fields. */
function wholeFields(set: Buffer): Elements | undefined {
  const elements = elementsIn(set)
  for (const name of elements.keys())
    if (name === '_id' || name === '__proto__' || name.includes('.') || name.includes('$')) return undefined
  return elements
}

/** The update without the `$set` that is its first field. */
function behind(update: Buffer, set: Buffer): Buffer {
  const rest = Buffer.from(update.subarray(setsFirst.length + set.length))
  rest.writeInt32LE(rest.length)
  return rest
}
