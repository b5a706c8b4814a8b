import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { movingClock } from '../../src/base/clock.ts'
import { buildIndexes, connect } from '../../src/database/connect.ts'
import { startEmbeddedMongo } from '../../src/embedded-mongo/server.ts'
import { headerText, pauseAfter } from '../../src/mail/mailing.ts'
import { outboxService } from '../../src/mail/outbox.service.ts'
import { outboxStore } from '../../src/mail/outbox.store.ts'
import { smtp } from '../../src/mail/smtp.ts'
import { memoryFolder } from '../support/memory-folder.ts'
import { startMailServer, toOf } from './mail-server.ts'

type MailServer = Awaited<ReturnType<typeof startMailServer>>

let folder: string
let mails: MailServer
let opened: Awaited<ReturnType<typeof open>>

const clock = movingClock(Date.parse('2026-11-02T09:00:00Z'))

/** The outbox as a server has it that has just started on this folder. */
async function open() {
  const database = await startEmbeddedMongo({ folder: join(folder, 'db'), onFault: fail })
  const connection = await connect(database.uri)
  const logged: object[] = []
  const givenUp: string[] = []
  const server = smtp(mails.settings, (failure) => logged.push(failure))
  const store = outboxStore(connection)
  await buildIndexes(connection)
  const outbox = outboxService({ store, send: server.send, clock, onGivenUp: (key) => givenUp.push(key) })
  return {
    ...{ outbox, store, logged, givenUp, connection, server },
    async close() {
      server.close()
      await connection.close()
      await database.close()
    },
  }
}

const fail = (fault: unknown) => {
  throw fault
}

beforeEach(async () => {
  folder = await memoryFolder()
  mails = await startMailServer()
  opened = await open()
})
afterEach(async () => {
  await opened.close()
  await mails.close()
  await rm(folder, { recursive: true, force: true })
})

const letter = (more: object = {}) => ({
  key: 'one',
  to: 'eve@example.com',
  title: 'A reply',
  text: 'Hello\n',
  ...more,
})
const minute = 60_000

it('sends a letter once, however often it is handed in', async () => {
  await opened.outbox.put([letter(), letter(), letter({ key: 'two', to: 'bo@example.com' })])
  await Promise.all([opened.outbox.sendDue(), opened.outbox.sendDue()])
  await opened.outbox.put([letter()])
  await opened.outbox.sendDue()
  expect(mails.taken.flatMap(toOf).sort()).toEqual(['bo@example.com', 'eve@example.com'])
  expect(mails.taken[0]).toMatchObject({
    subject: 'A reply',
    text: 'Hello\n',
    from: { text: '"Sluice" <sluice@example.org>' },
  })
  const kept = await opened.connection.collection('letters').find().toArray()
  expect(kept).toHaveLength(2)
  expect(JSON.stringify(kept)).not.toContain('example.com')
})

it('tries again later, ever less often, over a restart, always as the same message', async () => {
  mails.refuse(451)
  mails.refuse(421)
  await opened.outbox.put([letter()])
  await opened.outbox.sendDue()
  await opened.outbox.sendDue()
  expect(mails.taken).toEqual([])
  expect(opened.logged).toHaveLength(1)
  await opened.close()
  opened = await open()
  clock.advance(minute)
  await opened.outbox.sendDue()
  expect(mails.taken).toEqual([])
  clock.advance(30_000)
  await opened.outbox.sendDue()
  expect(mails.taken).toEqual([])
  clock.advance(minute)
  await opened.outbox.sendDue()
  expect(mails.taken).toHaveLength(1)
  const { messageId } = mails.taken[0] ?? {}

  // The server took it, and the process ended before it could write that down.
  await opened.connection
    .collection('letters')
    .updateOne({ _id: 'one' as never }, { $set: { ...letter(), state: 'due' } })
  clock.advance(10 * minute)
  await opened.outbox.sendDue()
  expect(mails.taken.map((mail) => mail.messageId)).toEqual([messageId, messageId])
})

it('leaves a letter to another process only once its sender must have ended', async () => {
  await opened.outbox.put([letter()])
  const now = clock.now()
  expect(await opened.store.take(now, now + 2 * minute)).toMatchObject({ key: 'one', tries: 1 })
  await opened.outbox.sendDue()
  expect(mails.taken).toEqual([])
  clock.advance(2 * minute)
  await opened.outbox.sendDue()
  expect(mails.taken).toHaveLength(1)
})

it('gives up what will never be taken, goes on with the others, and logs no address', async () => {
  mails.refuse(550)
  await opened.outbox.put([letter(), letter({ key: 'two' })])
  await opened.outbox.sendDue()
  expect(opened.givenUp).toEqual(['one'])
  expect(mails.taken).toHaveLength(1)
  expect(opened.logged).toMatchObject([{ responseCode: 550 }])
  expect(JSON.stringify(opened.logged)).not.toContain('@')
})

it('gives up after many tries', async () => {
  await opened.outbox.put([letter()])
  for (let tries = 1; tries <= 16; tries++) {
    mails.refuse(451)
    await opened.outbox.sendDue()
    clock.advance(pauseAfter(tries))
  }
  expect(opened.givenUp).toEqual(['one'])
  await opened.outbox.sendDue()
  expect(mails.taken).toEqual([])
})

it('waits while there is no mail server', async () => {
  await mails.close()
  await opened.outbox.put([letter()])
  await opened.outbox.sendDue()
  expect(opened.givenUp).toEqual([])
  expect(opened.logged).toMatchObject([{ code: expect.any(String) }])
})

it('lets nobody write headers', async () => {
  const title = 'Hi\r\nBcc: victim@example.com\u2028X: y\n\n<b>body</b>'
  await opened.outbox.put([
    letter({ title, text: 'Hello\r\n.\r\nMAIL FROM:<x@example.com>\r\nBcc: victim@example.com' }),
  ])
  await opened.outbox.sendDue()
  expect(mails.taken).toHaveLength(1)
  const [mail] = mails.taken
  expect(mail?.envelope).toEqual(['eve@example.com'])
  expect(mail?.bcc).toBeUndefined()
  expect(mail?.headers.has('x')).toBe(false)
  expect(mail?.subject).toBe('Hi Bcc: victim@example.com X: y <b>body</b>')
})

it('waits twice as long each time, for six hours at most', () => {
  expect([1, 2, 3, 11, 16].map(pauseAfter)).toEqual([30_000, 60_000, 120_000, 6 * 3_600_000, 6 * 3_600_000])
  expect(headerText(' a\r\n\tb\0c ')).toBe('a b c')
})
