import { encodeDocument } from '../bson-document.ts'
import { CommandError } from '../command-error.ts'
import { cursorReply } from '../cursor-reply.ts'
import { runPipeline } from '../pipeline.ts'
import {
  type CommandHandler,
  countField,
  documentField,
  documentList,
  namespaceOf,
  refuseCollation,
} from './command-handler.ts'
import { explain } from './explain.ts'

const aggregate: CommandHandler = (engine, command, database) => {
  refuseCollation(command)
  const pipeline = documentList(command, 'pipeline')
  if (pipeline.some((stage) => '$changeStream' in stage)) {
    throw new CommandError(40573, 'The $changeStream stage is only supported on replica sets')
  }
  if (command.explain) return explain(engine, command, database)
  const collection = command.aggregate === 1 ? undefined : namespaceOf(command, database).slice(database.length + 1)
  const setting = {
    engine,
    database,
    variables: documentField(command, 'let'),
    maxTimeMS: countField(command, 'maxTimeMS') ?? 0,
  }
  const results = runPipeline(setting, collection, pipeline)
  const batchSize = countField(documentField(command, 'cursor'), 'batchSize')
  const namespace = `${database}.${collection ?? '$cmd.aggregate'}`
  return cursorReply('firstBatch', engine.cursors.open(namespace, encoded(results), { batchSize }))
}

function* encoded(results: Iterable<Record<string, unknown>>) {
  for (const result of results) yield encodeDocument(result)
}

export const aggregateCommands: Record<string, CommandHandler> = { aggregate }
