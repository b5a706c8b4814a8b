import { type Document, decodeDocument } from '../bson-document.ts'
import { CommandError } from '../command-error.ts'
import { compileProjection } from '../projection.ts'
import { readRecords } from '../read-records.ts'
import { sortPattern } from '../sort.ts'
import { compileUpdate } from '../update.ts'
import { type CommandHandler, documentField, documentList, namespaceOf, refuseCollation } from './command-handler.ts'
import { changeRecord, insertUpserted } from './write.ts'

const findAndModify: CommandHandler = (engine, command, database) => {
  const namespace = namespaceOf(command, database)
  refuseCollation(command)
  const filter = documentField(command, 'query')
  const variables = documentField(command, 'let')
  if (!command.remove === (command.update === undefined)) {
    throw new CommandError(
      9,
      command.remove
        ? 'Cannot specify both an update and remove=true'
        : 'Either an update or remove=true must be specified',
    )
  }
  const project = compileProjection(documentField(command, 'fields'), filter, variables)
  const shown = (document: Document | undefined) => (document && project ? project(document) : (document ?? null))
  const sort = sortPattern(command.sort)

  return engine.storage.write((): Document => {
    const collection = command.upsert ? engine.catalog.ensure(namespace) : engine.catalog.find(namespace)
    const search = { filter, sort, limit: 1, hint: command.hint, variables }
    const [found] = collection ? readRecords(engine.storage, collection, search) : []
    if (command.remove) {
      if (collection && found) engine.writer.remove(collection, found.record, found.bytes)
      return { lastErrorObject: { n: found ? 1 : 0 }, value: shown(found?.document), ok: 1 }
    }
    const update = compileUpdate(command.update, {
      filter,
      arrayFilters: documentList(command, 'arrayFilters'),
      variables,
      now: new Date(engine.clock.now()),
    })
    if (collection && found) {
      const { after } = changeRecord(engine, collection, found, update)
      const value = shown(command.new ? decodeDocument(after) : found.document)
      return { lastErrorObject: { n: 1, updatedExisting: true }, value, ok: 1 }
    }
    if (!collection || !command.upsert) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null, ok: 1 }
    const made = insertUpserted(engine, collection, filter, update)
    const lastErrorObject = { n: 1, updatedExisting: false, upserted: made._id }
    return { lastErrorObject, value: command.new ? shown(made) : null, ok: 1 }
  })
}

export const findAndModifyCommands: Record<string, CommandHandler> = { findAndModify, findandmodify: findAndModify }
