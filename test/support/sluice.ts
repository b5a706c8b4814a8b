import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import supertest from 'supertest'
import { movingClock } from '../../src/base/clock.ts'
import { newId } from '../../src/base/id.ts'
import { compose } from '../../src/compose.ts'
import { connect } from '../../src/database/connect.ts'
import { startEmbeddedMongo } from '../../src/embedded-mongo/server.ts'
import type { MailSettings } from '../../src/mail/smtp.ts'
import { logger } from '../../src/ops/log.ts'
import type { Project } from '../../src/projects/project.ts'
import type { Acknowledgement, WidgetRequests } from '../../src/sockets/protocol.ts'
import { memoryFolder } from './memory-folder.ts'

export const start = Date.parse('2026-11-02T09:00:00Z')

const owner = { name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' }

/**
 * The real server on a port of its own, with an embedded database in a temporary folder and a clock to be moved; where
 * that stands still no limit would ever let anybody in again, so only what tries limits asks for them.
 */
export async function startSluice({
  mail,
  rateLimits = 0,
  trustProxy = [],
}: {
  mail?: MailSettings
  rateLimits?: number
  trustProxy?: string[]
} = {}) {
  const folder = await memoryFolder()
  const faults: unknown[] = []
  const database = await databaseFor(folder, faults)
  const connection = await connect(database.uri)
  const clock = movingClock(start)
  const log = logger('silent')
  log.error = (fault: unknown) => void faults.push(fault)
  const sluice = await compose({
    settings: { host: '127.0.0.1', port: 0, publicUrl: undefined, trustProxy, mail, rateLimits },
    connection,
    secret: randomBytes(32).toString('hex'),
    clock,
    log,
    root: resolve(import.meta.dirname, '../..'),
  })
  const sockets = new Set<Socket>()

  return {
    ...sluice,
    clock,
    connection,
    /** What the server logged as its own fault; a good test leaves it empty. */
    faults,
    agent: () => supertest.agent(sluice.url),

    project: (key = 'notewell', name = 'Notewell') => sluice.services.projects.create({ key, name }),

    /** A member's browser: the first account made through its link, signed in, with the token its forms need. */
    async signedIn() {
      const agent = supertest.agent(sluice.url)
      const { accounts } = sluice.services
      const offered = await accounts.offerSetUp()
      if (offered !== undefined) await accounts.setUp(offered, owner)
      const before = csrfIn((await agent.get('/console/sign-in')).text)
      await agent
        .post('/console/sign-in')
        .type('form')
        .send({ ...owner, _csrf: before })
        .expect(303)
      const csrf = csrfIn((await agent.get('/console/sign-in')).text)
      return {
        agent,
        csrf,
        /** A page of the console as a browser gets it. */
        html: async (path: string, status = 200) => (await agent.get(path).accept('html').expect(status)).text,
        /** Sends a form of the console as a browser does. */
        submit: (path: string, form: object = {}) =>
          agent
            .post(path)
            .type('form')
            .accept('html')
            .send({ ...form, _csrf: csrf }),
      }
    },

    /** A widget's socket; `token` continues as a known subject, who was `previous` on this device until now. */
    async widget(
      project: Project,
      {
        token,
        previous,
        origin,
        context,
      }: { token?: string; previous?: string; origin?: string; context?: object } = {},
    ) {
      const socket = io(`${sluice.url}/widget`, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        auth: { key: project.clientKey, ...(token && { subject: token }), ...(previous && { previous }), context },
        ...(origin && { extraHeaders: { origin } }),
      })
      sockets.add(socket)
      await new Promise<void>((done, fail) => socket.once('connect', done).once('connect_error', fail))
      return {
        socket,
        ask: <Name extends keyof WidgetRequests>(name: Name, input: unknown = {}) =>
          socket.timeout(5000).emitWithAck(name, input) as Promise<Acknowledgement<WidgetRequests[Name][1]>>,
      }
    },

    async close() {
      for (const socket of sockets) socket.close()
      await sluice.close()
      await connection.close()
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type TestSluice = Awaited<ReturnType<typeof startSluice>>
export type Member = Awaited<ReturnType<TestSluice['signedIn']>>

export const uuid = () => newId(Date.now())

/** What an acknowledgement carries, or a failure that says why there is none. */
export function dataOf<Data>(answer: Acknowledgement<Data>): Data {
  if (!answer.ok) throw new Error(`Refused: ${answer.problem.message}`)
  return answer.data
}

export function csrfIn(html: string): string {
  const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1]
  if (!token) throw new Error(`No token in ${html.slice(0, 300)}`)
  return token
}

/** `MONGODB_URI` runs the same tests on a real MongoDB, with a database of its own for each file. */
async function databaseFor(folder: string, faults: unknown[]) {
  const { MONGODB_URI } = process.env
  if (!MONGODB_URI) return startEmbeddedMongo({ folder: join(folder, 'db'), onFault: (fault) => faults.push(fault) })
  const uri = new URL(MONGODB_URI)
  uri.pathname = `/sluice_${randomBytes(6).toString('hex')}`
  return { uri: uri.href, close: async () => {} }
}
