import type supertest from 'supertest'
import { csrfIn, type TestSluice } from '../support/sluice.ts'
import { withSluice, withSluiceEach } from '../support/with-sluice.ts'

const ada = { name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' }

type Agent = ReturnType<typeof supertest.agent>

const sessionOf = (response: supertest.Response) => /sluice=([^;]+)/.exec(String(response.headers['set-cookie']))?.[1]

describe('making the first account', () => {
  let sluice: TestSluice
  withSluiceEach((started) => {
    sluice = started
  })

  const offered = async () => `/console/set-up/${await sluice.services.accounts.offerSetUp()}`
  const submit = (agent: Agent, path: string, form: object) => agent.post(path).type('form').send(form)

  it('signs in whoever used the link and leads to the console', async () => {
    const agent = sluice.agent()
    const link = await offered()
    const _csrf = csrfIn((await agent.get(link).expect(200)).text)
    const done = await submit(agent, link, { ...ada, _csrf }).expect(303)
    expect(done.headers.location).toBe('/console')
    expect((await agent.get('/console').expect(200)).text).toContain('Welcome, Ada. This account is yours.')
  })

  it('names each field that is wrong, and stores nothing', async () => {
    const agent = sluice.agent()
    const link = await offered()
    const _csrf = csrfIn((await agent.get(link)).text)
    const refused = await submit(agent, link, { name: ' ', email: 'ada', password: 'short', _csrf }).expect(400)
    for (const field of ['name', 'email', 'password']) expect(refused.text).toContain(`id="error-${field}"`)
    expect(refused.text).not.toContain('short')
    await agent.get(link).expect(200)
  })

  it('makes one owner out of twenty attempts at once', async () => {
    const link = await offered()
    const browsers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const agent = sluice.agent()
        return { agent, _csrf: csrfIn((await agent.get(link)).text) }
      }),
    )
    const attempts = browsers.map(({ agent, _csrf }, i) =>
      submit(agent, link, { ...ada, email: `ada${i}@example.org`, _csrf }),
    )
    const statuses = (await Promise.all(attempts)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 303)).toHaveLength(1)
    expect(statuses.filter((status) => status === 404)).toHaveLength(19)
    expect(await sluice.connection.collection('accounts').countDocuments()).toBe(1)
  })

  it('says so where the link has been used or a newer one is out', async () => {
    const old = await offered()
    const used = await offered()
    const agent = sluice.agent()
    expect((await agent.get(old).accept('html').expect(404)).text).toContain('This link has been used')
    const _csrf = csrfIn((await agent.get(used)).text)
    await submit(agent, used, { ...ada, _csrf }).expect(303)
    expect((await agent.get(used).accept('html').expect(404)).text).toContain('This link has been used')
  })
})

describe('signing in', () => {
  let sluice: TestSluice
  withSluice(async (started) => {
    sluice = started
    const token = await sluice.services.accounts.offerSetUp()
    await sluice.services.accounts.setUp(token ?? '', ada)
  })

  async function signIn(form: object, agent = sluice.agent()) {
    const page = await agent.get('/console/sign-in')
    const answer = await agent
      .post('/console/sign-in')
      .type('form')
      .send({ ...form, _csrf: csrfIn(page.text) })
    return { agent, page, answer }
  }

  it('answers the same to a wrong password and to an unknown account', async () => {
    const wrong = await signIn({ ...ada, password: 'wrong horse battery' })
    const unknown = await signIn({ ...ada, email: 'eve@example.org' })
    for (const { answer } of [wrong, unknown]) {
      expect(answer.status).toBe(401)
      expect(answer.text).toContain('E-mail address or password is wrong')
      expect(answer.text).not.toContain(ada.password)
    }
  })

  it('gives the session a new id', async () => {
    const { page, answer } = await signIn(ada)
    expect(answer.status).toBe(303)
    expect(sessionOf(page)).toEqual(expect.any(String))
    expect(sessionOf(answer)).toEqual(expect.any(String))
    expect(sessionOf(answer)).not.toBe(sessionOf(page))
  })

  it.each([
    ['/console?x=1', '/console?x=1'],
    ['', '/console'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
  ])('leads on to %j as %s', async (next, location) => {
    expect((await signIn({ ...ada, next })).answer.headers.location).toBe(location)
  })

  it('keeps a session for six hours while nobody has signed in, then for a week', async () => {
    const hoursKept = async () => {
      const [last] = await sluice.connection.collection('sessions').find().sort({ expires: -1 }).limit(1).toArray()
      return Math.round((last?.expires - Date.now()) / 3_600_000)
    }
    await sluice.connection.collection('sessions').deleteMany({})
    await sluice.agent().get('/console/sign-in').expect(200)
    expect(await hoursKept()).toBe(6)
    await sluice.signedIn()
    expect(await hoursKept()).toBe(7 * 24)
  })

  it('asks whoever is not signed in to sign in, and leads back', async () => {
    const { text } = await sluice.agent().get('/console?from=here&x').accept('html').expect(401)
    expect(text).toContain('<input type="hidden" name="next" value="/console?from&#x3D;here&amp;x">')
  })

  it('refuses a form without its token, or from another site', async () => {
    const { agent } = await signIn(ada)
    const _csrf = csrfIn((await agent.get('/console')).text)
    const create = () => agent.post('/console/projects').type('form')
    await create().send({ name: 'Notewell' }).expect(403)
    await create().set('origin', 'https://evil.example').send({ name: 'Notewell', _csrf }).expect(403)
    await create().set('sec-fetch-site', 'cross-site').send({ name: 'Notewell', _csrf }).expect(403)
    expect(await sluice.services.projects.all()).toEqual([])
  })

  it('signs out', async () => {
    const { agent } = await signIn(ada)
    const _csrf = csrfIn((await agent.get('/console')).text)
    await agent.post('/console/sign-out').type('form').send({ _csrf }).expect(303)
    await agent.get('/console').expect(401)
  })
})
