import { Long } from 'bson'
import type { Document } from '../bson-document.ts'
import { maxDocumentBytes } from '../bson-document.ts'
import { maxMessageBytes } from '../wire-message.ts'
import type { CommandHandler } from './command-handler.ts'

// 21 is MongoDB 7.0, the newest release all of whose commands that the driver may choose are here.
const maxWireVersion = 21
const version = '7.0.0'

const greeting = (now: number): Document => ({
  helloOk: true,
  maxBsonObjectSize: maxDocumentBytes,
  maxMessageSizeBytes: maxMessageBytes,
  maxWriteBatchSize: 100_000,
  localTime: new Date(now),
  logicalSessionTimeoutMinutes: 30,
  connectionId: 1,
  minWireVersion: 0,
  maxWireVersion,
  readOnly: false,
  ok: 1,
})

const isMaster: CommandHandler = ({ clock }) => ({ ismaster: true, ...greeting(clock.now()) })

const ok: CommandHandler = () => ({ ok: 1 })

export const serverCommands: Record<string, CommandHandler> = {
  hello: ({ clock }) => ({ isWritablePrimary: true, ...greeting(clock.now()) }),
  isMaster,
  ismaster: isMaster,
  ping: ok,
  endSessions: ok,
  buildInfo: () => ({ version, versionArray: [7, 0, 0, 0], bits: 64, maxBsonObjectSize: maxDocumentBytes, ok: 1 }),
  connectionStatus: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 }),
  serverStatus: ({ clock, cursors, startedAt }) => ({
    version,
    process: 'sluice-embedded-mongo',
    pid: Long.fromNumber(process.pid),
    uptime: Math.floor((clock.now() - startedAt) / 1000),
    localTime: new Date(clock.now()),
    metrics: { cursor: { open: { total: Long.fromNumber(cursors.count()) } } },
    ok: 1,
  }),
}
