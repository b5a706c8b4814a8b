import { io, type Socket } from 'socket.io-client'
import { limitOf, mostConnections } from '../../src/http/limits.ts'
import type { Project } from '../../src/projects/project.ts'
import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { csrfIn, dataOf, startSluice, type TestSluice, uuid } from '../support/sluice.ts'
import { rawSocket } from './raw-socket.ts'

let sluice: TestSluice
let project: Project

beforeAll(async () => {
  // A twentieth of what the table says, so that a flood is short: a subject's three feedbacks, then one in 100 s.
  sluice = await startSluice({ rateLimits: 0.05, trustProxy: ['loopback'] })
  project = await sluice.project()
  await sluice.services.flags.create(project, 'new-editor', switchDraft())
  await sluice.services.flags.publish(project, 'new-editor', toEverybody(), by)
})
beforeEach(() => sluice.clock.advance(24 * 3_600_000))
afterAll(async () => {
  await sluice.close()
  expect(sluice.faults).toEqual([])
})

const feedback = () => ({ id: uuid(), kind: 'idea', text: 'Hello' })
const seen = () => ({
  ...{ id: uuid(), evaluatedAt: new Date(sluice.clock.now()).toISOString() },
  flags: [{ key: 'new-editor', variant: 'on' }],
})

let places = 0
const somewhere = () => `198.51.${(places >> 8) & 255}.${places++ & 255}`

describe('one person', () => {
  it('is told when to come again, and is heard then', async () => {
    const { ask } = await sluice.widget(project)
    for (let i = 0; i < 3; i++) dataOf(await ask('feedback:send', feedback()))
    const refused = feedback()
    expect(await ask('feedback:send', refused)).toMatchObject({
      ok: false,
      problem: {
        kind: 'limited',
        retryAfter: 100,
        message: 'That was a lot in a short time. Try again in 100 seconds.',
      },
    })
    expect(dataOf(await ask('conversation:list')).conversations).toHaveLength(3)
    sluice.clock.advance(100_000)
    dataOf(await ask('feedback:send', refused))
    expect(await ask('feedback:send', feedback())).toMatchObject({ problem: { kind: 'limited' } })
  })

  it('has one bucket, whether they come by socket or by HTTP', async () => {
    const token = sluice.services.subjects.issue(project)
    const { ask } = await sluice.widget(project, { token })
    const send = () =>
      sluice
        .agent()
        .post('/api/v1/widget/feedback/send')
        .set({ authorization: `Bearer ${project.clientKey}`, 'sluice-subject': token })
        .send(feedback())
    for (let i = 0; i < 2; i++) dataOf(await ask('feedback:send', feedback()))
    await send().expect(200)
    const refused = await send().expect(429)
    expect(refused.headers['retry-after']).toBe('100')
    expect(refused.body).toMatchObject({ kind: 'limited' })
    expect(await ask('feedback:send', feedback())).toMatchObject({ problem: { kind: 'limited' } })
  })

  it('is held to it for each kind apart', async () => {
    const { ask } = await sluice.widget(project)
    for (let i = 0; i < 4; i++) await ask('feedback:send', feedback())
    dataOf(await ask('exposure:seen', seen()))
    for (let i = 0; i < 9; i++) dataOf(await ask('exposure:seen', seen()))
    expect(await ask('exposure:seen', seen())).toMatchObject({ problem: { kind: 'limited' } })
    dataOf(await ask('conversation:list'))
  })

  it('is refused before what they sent is looked at, whatever it is', async () => {
    const { ask } = await sluice.widget(project)
    for (let i = 0; i < 15; i++)
      expect(await ask('asking:set', { budget: 5 })).toMatchObject({ problem: { kind: 'invalid' } })
    expect(await ask('asking:set', { budget: 5 })).toMatchObject({ problem: { kind: 'limited' } })
    expect(await ask('no:such' as 'asking:get')).toMatchObject({ problem: { kind: 'limited' } })
  })
})

it('counts what somebody sends without listening for an answer', async () => {
  const { ask, socket } = await sluice.widget(project)
  const problems: object[] = []
  socket.on('problem', (problem: object) => problems.push(problem))
  const most = (limitOf('events').subject?.burst ?? 0) / 20
  for (let i = 0; i <= most; i++) socket.emit('asking:get', {})
  expect(await ask('asking:get')).toMatchObject({ problem: { kind: 'limited' } })
  expect(problems[0]).toMatchObject({ kind: 'invalid' })
  expect(problems[most]).toMatchObject({ kind: 'limited' })
})

describe('a place on the network', () => {
  const issue = (address: string) =>
    sluice.agent().post('/api/v1/subjects').set({ 'x-api-key': project.clientKey, 'x-forwarded-for': address })

  it('is the real one behind a proxy of ours, and of IPv6 its /64', async () => {
    const most = (limitOf('token').address?.burst ?? 0) / 20
    const statuses: number[] = []
    for (let i = 0; i < most + 5; i++) statuses.push((await issue(`2001:db8:7:7::${(i % 999) + 1}`)).status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(most)
    const refused = await issue('2001:db8:7:7:ffff::1').expect(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    await issue('2001:db8:7:8::1').expect(200)
  })

  it('may not make people known without end', async () => {
    const [here, there] = [somewhere(), somewhere()]
    const before = await sluice.services.subjects.count(project)
    const begin = async (address: string) => {
      const agent = sluice.agent()
      const csrf = csrfIn((await agent.get('/me/notewell')).text)
      return agent.post('/me/notewell/begin').set('x-forwarded-for', address).type('form').send({ _csrf: csrf })
    }
    for (let i = 0; i < 2; i++) expect((await begin(here)).status).toBe(303)
    const refused = await begin(here)
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '120'])
    expect((await begin(there)).status).toBe(303)
    expect(await sluice.services.subjects.count(project)).toBe(before + 3)
  })

  it.each([
    ['join codes', '/join/notewell/beta', { text: '1', code: 'guess' }],
    ['links to somebody’s page', '/me/notewell/enter/guess', {}],
  ])('may not try %s without end', async (_name, path, fields) => {
    const here = somewhere()
    const agent = sluice.agent()
    const csrf = csrfIn((await agent.get(path)).text)
    const attempt = () =>
      agent
        .post(path)
        .set('x-forwarded-for', here)
        .type('form')
        .send({ ...fields, _csrf: csrf })
    for (let i = 0; i < 2; i++) expect((await attempt()).status).not.toBe(429)
    const refused = await attempt().expect(429)
    expect(refused.headers['retry-after']).toBe('120')
  })

  it('may not try passwords without end, of however many accounts', async () => {
    const here = somewhere()
    const agent = sluice.agent()
    const csrf = csrfIn((await agent.get('/console/sign-in')).text)
    const attempt = (email: string) =>
      agent
        .post('/console/sign-in')
        .set('x-forwarded-for', here)
        .type('form')
        .send({ email, password: 'guess guess', _csrf: csrf })
    await attempt('a@example.org').expect(401)
    const refused = await attempt('b@example.org').expect(429)
    expect(refused.headers['retry-after']).toBe('100')
  })

  it('may begin so many connections, though none of them says for whom', async () => {
    const [here, elsewhere] = [somewhere(), somewhere()]
    const begin = (place: string) =>
      fetch(`${sluice.url}/socket.io/?EIO=4&transport=polling`, { headers: { 'x-forwarded-for': place } })
    const most = (limitOf('handshake').address?.burst ?? 0) / 20
    const answers = await Promise.all(Array.from({ length: most + 1 }, () => begin(here)))
    const refused = answers.filter(({ status }) => status !== 200)
    expect(await Promise.all(refused.map((answer) => answer.text()))).toEqual([
      expect.stringContaining('A lot came from your network in a short time.'),
    ])
    expect((await begin(elsewhere)).status).toBe(200)
  })

  it('may bring so many megabytes of pictures, of however many people, over socket and HTTP together', async () => {
    const here = somewhere()
    const want = (address: string) =>
      sluice
        .agent()
        .post('/api/v1/widget/attachment/ticket')
        .set({ 'x-api-key': project.clientKey, 'sluice-subject': sluice.services.subjects.issue(project) })
        .set('x-forwarded-for', address)
        .send({ id: uuid(), type: 'image/png', bytes: 2 * 1024 * 1024 })
    for (let i = 0; i < 2; i++) await want(here).expect(200)
    const refused = await want(here).expect(429)
    // One of the three is there at once; a twentieth of five comes a minute.
    expect(refused.headers['retry-after']).toBe('240')
    await want(somewhere()).expect(200)
    const token = sluice.services.subjects.issue(project)
    const { ask } = await sluice.widget(project, { token })
    const draft = () => ({ id: uuid(), type: 'image/png', bytes: 1024 * 1024 })
    dataOf(await ask('attachment:ticket', draft()))
    sluice.clock.advance(120_000)
    expect(await ask('attachment:ticket', draft())).toMatchObject({ problem: { kind: 'limited', retryAfter: 2280 } })
  })

  describe('on which pages stay open', () => {
    const open: Socket[] = []
    afterAll(() => {
      for (const socket of open) socket.close()
    })
    const arrive = async (address: string) => {
      const socket = io(`${sluice.url}/widget`, {
        ...{ transports: ['websocket'], forceNew: true, reconnection: false, auth: { key: project.clientKey } },
        extraHeaders: { 'x-forwarded-for': address },
      })
      open.push(socket)
      await new Promise<void>((done, fail) => socket.once('connect', done).once('connect_error', fail))
      return socket
    }

    it('has room for so many, and for one more once another has gone', async () => {
      const most = mostConnections / 20
      const stay = Array.from({ length: most }, (_, i) => arrive(`2001:db8:9:9::${i + 1}`))
      const [first] = await Promise.all(stay)
      await expect(arrive('2001:db8:9:9:ffff::1')).rejects.toMatchObject({
        message: 'Too many pages are connected from your network. Try again in 60 seconds.',
        data: { kind: 'limited', retryAfter: 60 },
      })
      await arrive('2001:db8:9:8::1')
      sluice.clock.advance(60_000)
      for (const socket of [first, open[most]]) socket?.close()
      await sluice.agent().get('/livez').expect(200)
      await arrive('2001:db8:9:9:ffff::1')
      await expect(arrive('2001:db8:9:9:ffff::2')).rejects.toMatchObject({ data: { kind: 'limited' } })
    })

    it('is known of a page that leaves and enters again on the same connection, too', async () => {
      const { ws, next } = await rawSocket(sluice, { 'x-forwarded-for': '203.0.113.77' })
      const most = (limitOf('connect').address?.burst ?? 0) / 20
      for (let i = 0; i < most; i++) {
        const entered = next('40/widget,')
        ws.send(`40/widget,${JSON.stringify({ key: project.clientKey })}`)
        await entered
        ws.send('41/widget,')
        await sluice.agent().get('/livez').expect(200)
      }
      ws.close()
      await expect(arrive('203.0.113.77')).rejects.toMatchObject({ data: { kind: 'limited', retryAfter: 1 } })
    })
  })

  it('is told when to come again where a page may not connect', async () => {
    const most = (limitOf('connect').address?.burst ?? 0) / 20
    for (let i = 0; i < most; i++) (await sluice.widget(project)).socket.close()
    await expect(sluice.widget(project)).rejects.toMatchObject({ data: { kind: 'limited', retryAfter: 1 } })
  })
})

it('tells how long to wait where one account had too many wrong passwords', async () => {
  const wide = await startSluice()
  const agent = wide.agent()
  const csrf = csrfIn((await agent.get('/console/sign-in')).text)
  const attempt = () =>
    agent.post('/console/sign-in').type('form').send({ email: 'a@example.org', password: 'guess guess', _csrf: csrf })
  for (let i = 0; i < 5; i++) await attempt().expect(401)
  expect((await attempt().expect(429)).headers['retry-after']).toBe('1')
  await wide.close()
})

it('lets one project flood without taking anything from another', async () => {
  const other = await sluice.project('other', 'Other')
  const most = (limitOf('tickets').project?.burst ?? 0) / 20
  const flood = async (key: string) => {
    const token = sluice.services.subjects.issue(key === project.key ? project : other)
    return sluice
      .agent()
      .post('/api/v1/widget/attachment/ticket')
      .set({
        authorization: `Bearer ${key === project.key ? project.clientKey : other.clientKey}`,
        'sluice-subject': token,
        'x-forwarded-for': somewhere(),
      })
      .send({})
  }
  const statuses: number[] = []
  for (let i = 0; i < most + 3; i++) statuses.push((await flood(project.key)).status)
  expect(statuses.filter((status) => status === 400)).toHaveLength(most)
  expect(statuses.slice(-3)).toEqual([429, 429, 429])
  expect((await flood('other')).status).toBe(400)
})

it('keeps no address on the disk', async () => {
  await sluice.widget(project)
  for (const { name } of await (sluice.connection.db?.listCollections().toArray() ?? [])) {
    const stored = JSON.stringify(await sluice.connection.collection(name).find().toArray())
    expect(stored).not.toMatch(/198\.51\.|127\.0\.0\.1(?!:\d)|2001:db8/)
  }
})
