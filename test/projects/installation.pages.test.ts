import { once } from 'node:events'
import { io } from 'socket.io-client'
import type { Project } from '../../src/projects/project.ts'
import { publishFlag } from '../support/published-flag.ts'
import { dataOf, type Member, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

const shop = 'https://shop.example'

let sluice: TestSluice
let project: Project
let member: Member
let path: string

let projects = 0
withSluice(async (started) => {
  sluice = started
  member = await sluice.signedIn()
})
beforeEach(async () => {
  project = await sluice.project(`product-${++projects}`)
  path = `/console/${project.key}/install`
})
const otherProject = () => sluice.project(`other-${projects}`, 'Other')

const looked = async () => (await member.agent.get(path).expect(200)).text
const sentenceIn = (html: string) => /<h1[^>]*>([^<]*)/.exec(html)?.[1]

const evaluate = (key: string, origin?: string) => {
  const request = sluice.agent().post('/ofrep/v1/evaluate/flags').set('x-api-key', key)
  return (origin ? request.set('origin', origin) : request).send({ context: { targetingKey: 'u' } })
}

/** What a page can send without being asked for leave: a form, from an origin that is on no list. */
const knock = (key: string, origin: string) =>
  sluice.agent().post('/api/v1/widget/knock').set('origin', origin).type('form').send({ key })

it('tells each first thing, when it was, and tells it again later and after a restart of what is in memory', async () => {
  expect(sentenceIn(await looked())).toBe('No page has come in yet.')
  await publishFlag(sluice, project, 'new-editor')

  sluice.clock.advance(60_000)
  const page = await sluice.widget(project)
  expect(sentenceIn(await looked())).toBe('A page is connected. What it shows has not been seen yet.')
  expect(await looked()).toContain('datetime="2026-11-02T09:01:00.000Z"')

  sluice.clock.advance(60_000)
  const evaluatedAt = new Date(sluice.clock.now()).toISOString()
  dataOf(await page.ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key: 'new-editor', variant: 'on' }] }))
  expect(sentenceIn(await looked())).toContain('people see them')

  sluice.clock.advance(60_000)
  dataOf(await page.ask('feedback:send', { id: uuid(), kind: 'idea', text: 'Hello' }))
  sluice.clock.advance(60_000)
  dataOf(await page.ask('feedback:send', { id: uuid(), kind: 'idea', text: 'Hello again' }))
  const html = await looked()
  expect(sentenceIn(html)).toContain('It works')
  expect([...html.matchAll(/datetime="([^"]+)"/g)].map(([, at]) => at)).toEqual([
    '2026-11-02T09:01:00.000Z',
    '2026-11-02T09:02:00.000Z',
    '2026-11-02T09:03:00.000Z',
  ])
  const [stored] = await sluice.connection.collection('installations').find({ project: project.id }).toArray()
  expect(stored).toMatchObject({
    connected: expect.any(Number),
    exposure: expect.any(Number),
    answer: expect.any(Number),
  })
})

it('has each way onto Sluice, ready to be copied', async () => {
  const html = await looked()
  const copied = [...html.matchAll(/data-copy="#([\w-]+)"/g)].map(([, id]) => id)
  const code = copied.map((id) => new RegExp(`<code id="${id}">([^<]*)<`).exec(html)?.[1] ?? '')
  const imports = code.map((text) => [...text.matchAll(/from &#x27;([^&]+)&#x27;/g)].map(([, name]) => name))
  expect(imports).toEqual([
    [],
    ['sluice/widget'],
    ['@openfeature/web-sdk', 'sluice/openfeature', 'sluice/widget'],
    ['@openfeature/ofrep-web-provider', '@openfeature/web-sdk'],
  ])
  for (const text of code) expect(text).toContain(project.clientKey)
})

it('is told live to the team, and to nobody of another project', async () => {
  const other = await otherProject()
  const cookie = String((await member.agent.get('/console/sign-in')).headers['set-cookie'] ?? '').split(';')[0] ?? ''
  const follow = (key: string) =>
    io(`${sluice.url}/console`, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false, auth: { project: key } },
      extraHeaders: { cookie, origin: sluice.url },
    })
  const [own, others] = [follow(project.key), follow(other.key)]
  await Promise.all([once(own as never, 'connect'), once(others as never, 'connect')])
  const heard: unknown[] = []
  others.on('changed', (change) => heard.push(change))
  const changed = once(own as never, 'changed')
  await evaluate(project.clientKey).expect(200)
  expect(await changed).toEqual([{ topic: 'install' }])
  expect(heard).toEqual([])
  own.close()
  others.close()
})

it('names an origin that is not listed, and lists it at the press of a button', async () => {
  await evaluate(project.clientKey, shop).expect(403)
  await knock(project.clientKey, shop).expect(403)
  const html = await looked()
  expect(sentenceIn(html)).toBe('Pages were refused: what to change stands below.')
  expect(html).toContain(`<strong>${shop}</strong> is not in the list of origins.`)
  expect(html).toContain(', 2 times in all')

  const add = (origin: string) => member.agent.post(`${path}/origins`).type('form').send({ origin, _csrf: member.csrf })
  await add(shop).expect(303)
  expect((await sluice.services.projects.byKey(project.key))?.origins).toEqual([shop])
  expect(await looked()).not.toContain('Refused in the last 24 hours')
  await knock(project.clientKey, shop).expect(200)
  expect(sentenceIn(await looked())).toContain('A page is connected')

  await add('https://*.example').expect(400)
  expect((await sluice.services.projects.byKey(project.key))?.origins).toEqual([shop])
})

it('names an origin that was refused over a socket', async () => {
  await sluice.services.projects.setOrigins(await otherProject(), [shop])
  await expect(sluice.widget(project, { origin: shop })).rejects.toMatchObject({ data: { kind: 'forbidden' } })
  expect(await looked()).toContain(`<strong>${shop}</strong> is not in the list of origins.`)
})

it('shows the beginning of a key that is not known, to whom the page belongs', async () => {
  await sluice.services.projects.setOrigins(project, [shop])
  const other = await otherProject()
  await evaluate('client_WrongWrongWrongWrongWrong123', shop).expect(401)
  const wrong = { ...project, clientKey: 'client_NeitherNeitherNeither12345' }
  await expect(sluice.widget(wrong, { origin: shop })).rejects.toMatchObject({ data: { kind: 'unauthenticated' } })
  const html = await looked()
  expect(html).toContain('<strong>client_Wrong</strong>')
  expect(html).toContain('<strong>client_Neith</strong>')
  expect(html).not.toContain('WrongWrong')
  expect((await member.agent.get(`/console/${other.key}/install`)).text).not.toContain('client_Wrong')
})

it('can be filled with nothing by whoever makes up origins and keys', async () => {
  await sluice.services.projects.setOrigins(project, [shop])
  await evaluate(project.clientKey, `https://"><script>alert(1)</script>`).expect(403)
  await evaluate(project.clientKey, `https://${'x'.repeat(4000)}.example`).expect(403)
  await evaluate(project.clientKey, 'null').expect(403)
  await evaluate('<img/src=x>', shop).expect(401)
  for (let i = 0; i < 30; i++) await evaluate(project.clientKey, `https://${i}.example`).expect(403)
  const html = await looked()
  expect(html).not.toContain('<script>alert')
  expect(html).not.toContain('xxxxxxxx')
  expect([...html.matchAll(/is not in the list of origins/g)]).toHaveLength(20)
  sluice.clock.advance(24 * 3_600_000)
  expect(await looked()).not.toContain('Refused in the last 24 hours')
})

it('is led to from the settings and from pages that are empty', async () => {
  for (const from of ['settings', 'flags', 'insights'])
    expect((await member.agent.get(`/console/${project.key}/${from}`).expect(200)).text).toContain(`href="${path}"`)
})
