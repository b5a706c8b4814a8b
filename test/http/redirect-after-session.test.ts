import { once } from 'node:events'
import { createServer, get, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { MemoryStore, type SessionData } from 'express-session'
import { z } from 'zod'
import { mountPages, page } from '../../src/http/page.ts'
import { sessions } from '../../src/http/sessions.ts'

/** Keeps a session a moment after it was told to, as a database does. */
class SlowStore extends MemoryStore {
  override set(id: string, session: SessionData, done?: (fault?: unknown) => void): void {
    setTimeout(() => super.set(id, session, done), 50)
  }
}

it('tells the browser to go on only once the session it will be asked for is stored', async () => {
  const { middleware, sessionOf } = sessions({
    ...{ secret: 'kept from everybody', secure: false, store: new SlowStore(), clock: Date },
    checkPassword: () => Promise.reject(new Error('nobody signs in here')),
    onEnded: () => undefined,
  })
  const own = page('GET /own', {
    permission: 'public',
    view: 'own',
    load: ({ session }) => ({ subject: session.subjectIn('notewell') }),
  })
  const enter = page('POST /enter', {
    permission: 'public',
    form: z.object({}),
    async handle({ session }) {
      await session.openAs('notewell', 'anon_1')
      return '/own'
    },
  })
  const app = express()
  app.use(middleware)
  mountPages(app, [own, enter], {
    ...{ sessionOf, protect: () => undefined, callerOf: (async () => ({})) as never },
    render: async (_, data) => JSON.stringify(data),
  })
  const server = createServer(app).listen(0)
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const [head] = (await once(request(`${url}/enter`, { method: 'POST' }).end(), 'response')) as [IncomingMessage]
  expect(head.statusCode).toBe(303)
  const cookie = head.headers['set-cookie']?.[0] ?? ''
  const [shown] = (await once(get(`${url}/own`, { headers: { cookie } }), 'response')) as [IncomingMessage]
  expect(JSON.parse(Buffer.concat(await shown.toArray()).toString())).toEqual({ subject: 'anon_1' })
  server.close()
  server.closeAllConnections()
})
