import { deserialize } from 'bson'
import { checkNesting, type Document, decodeDocument } from './bson-document.ts'
import { CommandError } from './command-error.ts'
import { aggregateCommands } from './commands/aggregate.ts'
import type { CommandHandler } from './commands/command-handler.ts'
import { explainCommands } from './commands/explain.ts'
import { findCommands } from './commands/find.ts'
import { findAndModifyCommands } from './commands/find-and-modify.ts'
import { indexCommands } from './commands/indexes.ts'
import { namespaceCommands } from './commands/namespaces.ts'
import { serverCommands } from './commands/server.ts'
import { writeCommands } from './commands/write.ts'
import type { Engine } from './engine.ts'
import type { Request } from './wire-message.ts'

const handlers = new Map<string, CommandHandler>(
  Object.entries({
    ...serverCommands,
    ...namespaceCommands,
    ...indexCommands,
    ...writeCommands,
    ...findCommands,
    ...findAndModifyCommands,
    ...aggregateCommands,
    ...explainCommands,
  }),
)

/** Runs one request and always answers: with the reply's bytes, or a document that may be an error. */
export async function runCommand(engine: Engine, request: Request): Promise<Document | Buffer> {
  try {
    const command = readCommand(request)
    const name = Object.keys(command)[0] ?? ''
    const handler = handlers.get(name)
    if (!handler) throw new CommandError(59, `no such command: '${name}'`)
    refuseTransaction(command)
    const database = request.database ?? String(command.$db ?? 'admin')
    return await handler(engine, command, database)
  } catch (fault) {
    return errorReply(fault)
  }
}

/** What stays bytes of a command, so that it can be stored as it was sent. */
const keptAsSent = new Map([
  ['insert', 'documents'],
  ['update', 'updates'],
])

/** The command with its sequences. */
function readCommand({ command, sequences }: Request): Document {
  const kept = keptAsSent.get(commandName(command))
  const document = kept
    ? deserialize(command, { promoteLongs: false, fieldsAsRaw: { [kept]: true } })
    : decodeDocument(command)
  for (const [name, documents] of sequences) document[name] = kept === name ? documents : documents.map(decodeDocument)
  if (!kept) checkNesting(document)
  return document
}

const commandName = (bytes: Buffer) => bytes.toString('utf8', 5, bytes.indexOf(0, 5))

function refuseTransaction(command: Document) {
  if (command.txnNumber !== undefined || command.startTransaction !== undefined || command.autocommit !== undefined) {
    throw new CommandError(20, 'Transaction numbers are only allowed on a replica set member or mongos')
  }
}

function errorReply(fault: unknown): Document {
  if (fault instanceof CommandError) {
    return { ok: 0, errmsg: fault.message, code: fault.code, codeName: fault.codeName, ...fault.details }
  }
  if ((fault as Error).name === 'RangeError') return errorReply(new CommandError(15, 'nested too deeply'))
  const errmsg = fault instanceof Error ? fault.message : String(fault)
  // LMDB reports a write that the disk took only in part as an input/output error.
  if (/no space|input\/output error/i.test(errmsg)) {
    return errorReply(new CommandError(14031, `The database could not write, its disk may be full: ${errmsg}`))
  }
  return { ok: 0, errmsg, code: 8, codeName: 'UnknownError' }
}
