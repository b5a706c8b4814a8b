import { OFREPWebProvider } from '@openfeature/ofrep-web-provider'
import { OpenFeature, type Provider } from '@openfeature/web-sdk'
import type { Project } from '../../src/projects/project.ts'
import { canaryFirst, switchDraft, toEverybody } from '../support/drafts.ts'
import { publishFlag } from '../support/published-flag.ts'
import type { TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
  await publishFlag(sluice, project, 'new-editor')
  await publishFlag(
    sluice,
    project,
    'only-canary',
    canaryFirst({ reach: { canary: 100_000 } }),
    switchDraft({ title: 'Only canary' }),
  )
  sluice.clock.advance(1000)
})

const bulk = (body: object, headers: Record<string, string> = {}) =>
  sluice
    .agent()
    .post('/ofrep/v1/evaluate/flags')
    .set({ authorization: `Bearer ${project.clientKey}`, ...headers })
    .send(body)

const single = (key: string, body: object, headers: Record<string, string> = {}) =>
  sluice
    .agent()
    .post(`/ofrep/v1/evaluate/flags/${key}`)
    .set({ 'x-api-key': project.clientKey, ...headers })
    .send(body)

const context = { context: { targetingKey: 'u1' } }

it('evaluates one flag', async () => {
  const answer = await single('new-editor', context).expect(200)
  expect(answer.body).toEqual({
    key: 'new-editor',
    value: true,
    variant: 'on',
    reason: 'STATIC',
    metadata: { assignment: 'channel', revision: 1, channel: 'stable', pace: 'first' },
  })
})

it('evaluates all flags, and answers 304 to who has the answer already', async () => {
  const answer = await bulk(context).expect(200)
  expect(answer.body.flags.map(({ key, value }: { key: string; value: unknown }) => [key, value])).toEqual([
    ['new-editor', true],
    ['only-canary', false],
  ])
  const etag = answer.headers.etag as string
  await bulk(context, { 'if-none-match': etag }).expect(304)
})

it('has another ETag for a subject with another channel, though nothing else differs', async () => {
  const token = sluice.services.subjects.issue(project)
  const identity = await sluice.services.subjects.identify(project, token)
  const before = await bulk({}, { 'sluice-subject': token }).expect(200)
  await sluice.services.policies.choose(project, identity, { channel: 'canary', pace: 'first' })
  sluice.clock.advance(1)
  const after = await bulk({}, { 'sluice-subject': token, 'if-none-match': before.headers.etag as string }).expect(200)
  expect(after.body.flags[1]).toMatchObject({ key: 'only-canary', value: true, metadata: { channel: 'canary' } })
})

it('says why to a subject, never of a quiet change before it is theirs, and to no mere unit', async () => {
  const { subjects, policies } = sluice.services
  const own = await sluice.project('quiet', 'Quiet')
  const token = subjects.issue(own)
  await policies.choose(own, await subjects.identify(own, token), { channel: 'stable', pace: 'calm' })
  sluice.clock.advance(1)
  for (const [key, announced] of [
    ['quiet', false],
    ['told', true],
  ] as const) {
    await publishFlag(sluice, own, key, toEverybody({ announced }))
  }
  sluice.clock.advance(1)
  const ask = (headers: Record<string, string>) =>
    sluice
      .agent()
      .post('/ofrep/v1/evaluate/flags')
      .set({ 'x-api-key': own.clientKey, ...headers })
      .send(context)
  const whys = async (headers: Record<string, string>) =>
    (await ask(headers)).body.flags.map(({ metadata }: { metadata: { why?: string } }) => metadata.why)
  expect(await whys({ 'sluice-subject': token })).toEqual([
    undefined,
    expect.stringMatching(/^It comes on Tue 17 November at 10:00: you chose Calm\.$/),
  ])
  expect(await whys({})).toEqual([undefined, undefined])
})

it.each([
  ['no key', { authorization: '' }, 401],
  ['a wrong key', { authorization: `Bearer client_${'x'.repeat(27)}` }, 401],
  ['a foreign origin', { origin: 'https://elsewhere.example' }, 403],
])('refuses %s', async (_name, headers, status) => {
  const answer = await bulk(context, headers).expect(status)
  expect(answer.body.errorDetails).toMatch(/./)
})

it('lets the project’s own origins read the answer, and nobody else', async () => {
  const listed = await sluice.project('other', 'Other')
  await sluice.services.projects.setOrigins(listed, ['https://app.example'])
  const ask = (origin: string) =>
    sluice.agent().post('/ofrep/v1/evaluate/flags').set({ 'x-api-key': listed.clientKey, origin }).send(context)
  const allowed = await ask('https://app.example').expect(200)
  expect(allowed.headers['access-control-allow-origin']).toBe('https://app.example')
  expect(allowed.headers.vary).toContain('Origin')
  const refused = await ask('https://elsewhere.example').expect(403)
  expect(refused.headers['access-control-allow-origin']).toBeUndefined()
  await sluice.agent().options('/ofrep/v1/evaluate/flags').set('origin', 'https://app.example').expect(204)
})

it.each([
  ['no targetingKey', { context: {} }, 'TARGETING_KEY_MISSING'],
  ['an empty targetingKey', { context: { targetingKey: '' } }, 'INVALID_CONTEXT'],
  ['a targetingKey that is a list', { context: { targetingKey: ['a'] } }, 'INVALID_CONTEXT'],
  ['a context that is a string', { context: 'me' }, 'INVALID_CONTEXT'],
])('names what is wrong: %s', async (_name, body, errorCode) => {
  const answer = await single('new-editor', body).expect(400)
  expect(answer.body).toMatchObject({ key: 'new-editor', errorCode })
})

it.each([
  ['JSON that breaks off', '{"context":', 400, 'PARSE_ERROR'],
  ['JSON that is no object', '"me"', 400, 'PARSE_ERROR'],
  ['a key of the database', '{"context":{"$where":1}}', 400, 'INVALID_CONTEXT'],
  ['what is too large', `{"context":{"a":"${'x'.repeat(70_000)}"}}`, 413, 'PARSE_ERROR'],
])('says in its own words that a body cannot be read: %s', async (_name, body, status, errorCode) => {
  for (const [path, named] of [
    ['/new-editor', { key: 'new-editor' }],
    ['', {}],
  ] as const) {
    const sent = sluice.agent().post(`/ofrep/v1/evaluate/flags${path}`).set('x-api-key', project.clientKey)
    const answer = await sent.type('json').send(body).expect(status)
    expect(answer.body).toEqual({ ...named, errorCode, errorDetails: expect.stringMatching(/./) })
  }
  // Everything else keeps to problem+json.
  const other = await sluice.agent().put('/api/v1/choices').set('x-api-key', project.clientKey).type('json').send(body)
  expect(other.headers['content-type']).toContain('application/problem+json')
})

it('says FLAG_NOT_FOUND', async () => {
  const answer = await single('nothing', context).expect(404)
  expect(answer.body).toMatchObject({ key: 'nothing', errorCode: 'FLAG_NOT_FOUND' })
})

it('refuses a forged subject token instead of taking it for a visitor', async () => {
  const token = sluice.services.subjects.issue(project)
  await single('new-editor', context, { 'sluice-subject': `${token.slice(0, -2)}xx` }).expect(401)
  const other = await sluice.project('third', 'Third')
  await single('new-editor', context, { 'sluice-subject': sluice.services.subjects.issue(other) }).expect(401)
})

it('serves the real OpenFeature web SDK', async () => {
  const provider = new OFREPWebProvider({
    baseUrl: sluice.url,
    headers: [['Authorization', `Bearer ${project.clientKey}`]],
    pollInterval: 0,
  })
  await OpenFeature.setContext({ targetingKey: 'someone' })
  await OpenFeature.setProviderAndWait(provider as Provider)
  const client = OpenFeature.getClient()
  expect(client.getBooleanDetails('new-editor', false)).toMatchObject({ value: true, variant: 'on', reason: 'STATIC' })
  expect(client.getBooleanValue('only-canary', true)).toBe(false)
  expect(client.getBooleanDetails('unknown', true)).toMatchObject({ value: true, errorCode: 'FLAG_NOT_FOUND' })
  await OpenFeature.close()
})
