import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Project } from '../../src/projects/project.ts'
import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { startSluice, type TestSluice } from '../support/sluice.ts'

let sluice: TestSluice
let project: Project

beforeAll(async () => {
  sluice = await startSluice()
  project = await sluice.project()
  await sluice.services.flags.create(project, 'new-editor', switchDraft())
  await sluice.services.flags.publish(project, 'new-editor', toEverybody(), by)
})
afterAll(async () => {
  await sluice.close()
  expect(sluice.faults).toEqual([])
})

const path = '/api/v1/choices/preview'
const post = () => sluice.agent().post(path).set({ 'x-api-key': project.clientKey, 'content-type': 'application/json' })

it('is alive and ready', async () => {
  await sluice.agent().get('/livez').expect(200, { ok: true })
  const ready = await sluice.agent().get('/readyz').expect(200)
  expect(ready.body.ok).toBe(true)
})

it('says nothing about what it is made of, and what a browser may do with it', async () => {
  const { headers } = await sluice.agent().get('/livez')
  expect(headers['x-powered-by']).toBeUndefined()
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['cache-control']).toBe('no-store')
  const policy = headers['content-security-policy'] ?? ''
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+'/)
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
})

it('refuses malformed JSON', async () => {
  const answer = await post().send('{"context":').expect(400)
  expect(answer.type).toBe('application/problem+json')
  expect(answer.body).toMatchObject({ kind: 'invalid', detail: 'The body is not valid JSON', faults: [] })
})

it('refuses a compressed body before it is looked at', async () => {
  for (const encoding of ['gzip', 'br', 'deflate']) {
    const body = gzipSync('{"context":{"targetingKey":"u"}}')
    const answer = await post()
      .set('content-encoding', encoding)
      .serialize(() => body as never)
      .send(body)
    expect(answer.status).toBe(415)
  }
})

it('refuses a body above 64 KiB', async () => {
  const answer = await post()
    .send({ context: { targetingKey: 'u', text: 'x'.repeat(70_000) } })
    .expect(413)
  expect(answer.body.detail).toBe('The body is larger than 64 KiB')
})

it.each([
  ['deep JSON', `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`],
  ['very deep JSON', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
  ['an operator', '{"context":{"targetingKey":{"$ne":1}}}'],
  ['a dotted key', '{"context":{"a.b":1,"targetingKey":"u"}}'],
  ['a prototype key', '{"context":{"__proto__":{"a":1},"targetingKey":"u"}}'],
  ['a constructor key', '{"constructor":{"prototype":1}}'],
  ['a NUL character', '{"context":{"targetingKey":"a\\u0000b"}}'],
])('refuses %s, fast', async (_name, body) => {
  const answer = await post().send(body).expect(400)
  expect(answer.body.detail).toMatch(/./)
  await sluice.agent().get('/livez').expect(200)
})

it('answers an unknown address in the caller’s own form', async () => {
  const json = await sluice.agent().get('/api/v1/nothing').expect(404)
  expect(json.body).toMatchObject({ status: 404, kind: 'missing' })
  const page = await sluice.agent().get('/nothing').set('accept', 'text/html').expect(404)
  expect(page.text).toContain('To the console')
  const own = await sluice.agent().get('/me/nothing').set('accept', 'text/html').expect(404)
  expect(own.text).not.toContain('To the console')
  expect(page.type).toBe('text/html')
})

it('does not serve a page as a file below the console', async () => {
  await sluice.agent().get('/console/notewell/flags/none.css').expect(401)
  const { agent } = await sluice.signedIn()
  await agent.get('/console/notewell/flags/none.css').expect(404)
  await agent.get('/console/none.css').expect(404)
})

it('refuses headers beyond 8 KiB without harm', async () => {
  const status = await new Promise((resolve, reject) => {
    const { port } = new URL(sluice.url)
    request({ port, host: '127.0.0.1', path: '/livez', headers: { 'x-large': 'x'.repeat(20_000) } }, (response) =>
      resolve(response.statusCode),
    )
      .on('error', reject)
      .end()
  })
  expect(status).toBe(431)
  await sluice.agent().get('/livez').expect(200)
})

it('keeps a member’s API to members', async () => {
  await sluice.agent().get('/api/v1/projects/notewell/flags').expect(401)
  await sluice.agent().get('/api/v1/projects/notewell/flags').set('x-api-key', project.clientKey).expect(401)
})

describe('the JSON API for members', () => {
  it('takes a change with the token of the session, and refuses it without', async () => {
    const { agent, csrf } = await sluice.signedIn()
    const draft = switchDraft({ title: 'From the API' })
    await agent.put('/api/v1/projects/notewell/flags/api-made').send(draft).expect(403)
    await agent
      .put('/api/v1/projects/notewell/flags/api-made')
      .set({ 'x-csrf-token': csrf, 'sec-fetch-site': 'cross-site' })
      .send(draft)
      .expect(403)
    const made = await agent
      .put('/api/v1/projects/notewell/flags/api-made')
      .set('x-csrf-token', csrf)
      .send(draft)
      .expect(200)
    expect(made.body).toMatchObject({ key: 'api-made', title: 'From the API', version: 1 })
  })

  it.each([
    ['weights that do not sum to 100 %', { weights: { on: 50_000 } }, 'weights'],
    ['a variant that does not exist', { weights: { nothing: 100_000 } }, 'weights.nothing'],
    ['a channel that does not exist', { reach: { nightly: 1 } }, 'reach.nightly'],
    ['a share above 100 %', { reach: { beta: 100_001 } }, 'reach.beta'],
    ['an announced change without a title', { title: undefined }, 'title'],
    ['a class that does not exist', { class: 'big' }, 'class'],
  ])('refuses %s and names the field', async (_name, wrong, field) => {
    const { agent, csrf } = await sluice.signedIn()
    const url = '/api/v1/projects/notewell/flags/new-editor'
    const before = (await agent.get(url)).body
    const answer = await agent
      .post(`${url}/changes`)
      .set('x-csrf-token', csrf)
      .send({ ...toEverybody(), ...wrong })
      .expect(400)
    expect(answer.body.faults.map((fault: { field: string }) => fault.field)).toContain(field)
    expect((await agent.get(url)).body).toEqual(before)
  })

  it('refuses a reach that would shrink, with the advice to halt or roll back', async () => {
    const { agent, csrf } = await sluice.signedIn()
    const url = '/api/v1/projects/notewell/flags/new-editor'
    const answer = await agent
      .post(`${url}/changes/1/widen`)
      .set('x-csrf-token', csrf)
      .send({ reach: { stable: 10_000 } })
      .expect(400)
    expect(answer.body.faults[0]).toEqual({
      field: 'reach.stable',
      message: 'Reach only widens. To take a change back, halt it or roll it back.',
    })
  })

  it('knows no flag of another project', async () => {
    const other = await sluice.project('elsewhere', 'Elsewhere')
    await sluice.services.flags.create(other, 'theirs', switchDraft())
    const { agent } = await sluice.signedIn()
    await agent.get('/api/v1/projects/notewell/flags/theirs').expect(404)
    await agent.get('/api/v1/projects/nowhere/flags').expect(404)
  })
})

it('describes itself as OpenAPI 3.1', async () => {
  const { body } = await sluice.agent().get('/openapi.json').expect(200)
  expect(body.openapi).toBe('3.1.0')
  expect(
    body.paths['/ofrep/v1/evaluate/flags/{key}'].post.requestBody.content['application/json'].schema,
  ).toMatchObject({
    type: 'object',
  })
  expect(body.paths['/api/v1/projects/{project}/flags/{key}'].put.responses[200]).toBeDefined()
})
