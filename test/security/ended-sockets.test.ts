import { io, type Socket } from 'socket.io-client'
import type { Project } from '../../src/projects/project.ts'
import { secondsOf, signed } from '../subjects/sign.ts'
import { by } from '../support/drafts.ts'
import { dataOf, type TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project
withSluice(async (one) => {
  sluice = one
  project = await sluice.project()
})

describe('a connection with a signed token', () => {
  let secret: string
  beforeAll(async () => {
    secret = (await sluice.services.identitySecrets.make(project, by)).secret
  })
  const tokenFor = (seconds: number) =>
    signed(secret, { sub: 'eva', aud: project.key, exp: secondsOf(sluice.clock.now()) + seconds })
  const endOf = (socket: Socket) => new Promise((done) => socket.once('disconnect', done))

  it('ends when the token does, and not before; an anonymous one and a fresh one stay', async () => {
    const token = tokenFor(60)
    const [old, fresh] = [
      await sluice.widget(project, { token }),
      await sluice.widget(project, { token: tokenFor(90) }),
    ]
    const nobody = await sluice.widget(project)
    sluice.clock.advance(59_000)
    sluice.jobs.expiry.run()
    dataOf(await old.ask('flags:evaluate'))
    const ended = endOf(old.socket)
    sluice.clock.advance(1000)
    sluice.jobs.expiry.run()
    expect(await ended).toBe('io server disconnect')
    for (const { ask } of [fresh, nobody]) dataOf(await ask('flags:evaluate'))
  })

  it('that is opened while only the clocks differ ends when they cannot any more', async () => {
    const token = tokenFor(1)
    sluice.clock.advance(1000)
    const { socket, ask } = await sluice.widget(project, { token })
    sluice.clock.advance(59_000)
    sluice.jobs.expiry.run()
    dataOf(await ask('flags:evaluate'))
    const ended = endOf(socket)
    sluice.clock.advance(1000)
    sluice.jobs.expiry.run()
    expect(await ended).toBe('io server disconnect')
    await expect(sluice.widget(project, { token })).rejects.toMatchObject({ data: { kind: 'unauthenticated' } })
  })
})

describe('a member’s connection', () => {
  type Member = Awaited<ReturnType<TestSluice['signedIn']>>

  const cookieOf = async ({ agent }: Member) => {
    const sent = (await agent.get('/console/notewell/settings').expect(200)).headers['set-cookie']
    return String(sent).split(';')[0] ?? ''
  }
  async function listening(cookie: string): Promise<Socket> {
    const socket = io(`${sluice.url}/console`, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false, auth: { project: project.key } },
      extraHeaders: { origin: sluice.url, cookie },
    })
    await new Promise<void>((done, fail) => socket.once('connect', done).once('connect_error', fail))
    return socket
  }

  it.each([
    ['signs out', '/console/sign-out', {}],
    ['signs in anew', '/console/sign-in', { email: 'ada@example.org', password: 'correct horse battery' }],
    ['opens somebody’s own page, which is another session', '/me/notewell/begin', {}],
  ])('ends when the member %s, and nobody else’s does', async (_name, path, fields) => {
    const [one, other] = [await sluice.signedIn(), await sluice.signedIn()]
    const [cookie, otherCookie] = [await cookieOf(one), await cookieOf(other)]
    const [socket, theirs] = [await listening(cookie), await listening(otherCookie)]
    const ended = new Promise((done) => socket.once('disconnect', done))
    await one.agent
      .post(path)
      .type('form')
      .send({ ...fields, _csrf: one.csrf })
      .expect(303)
    // Not "io server disconnect": a page with another session comes back with it.
    expect(await ended).toBe('transport close')
    await expect(listening(cookie)).rejects.toMatchObject({ data: { kind: 'unauthenticated' } })
    expect(theirs.connected).toBe(true)
    const told = new Promise((done) => theirs.once('changed', done))
    await sluice.services.projects.setRules(project, project)
    await told
    theirs.close()
  })

  it('ends with a session that is thirty days old', async () => {
    const member = await sluice.signedIn()
    const socket = await listening(await cookieOf(member))
    const ended = new Promise((done) => socket.once('disconnect', done))
    sluice.clock.advance(30 * 86_400_000)
    await member.agent.get('/console/notewell/settings').expect(401)
    expect(await ended).toBe('transport close')
  })
})
