import type { Project } from '../../src/projects/project.ts'
import type { Acknowledgement } from '../../src/sockets/protocol.ts'
import { secondsOf, signed } from '../subjects/sign.ts'
import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { dataOf, start, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

const iso = (at: number) => new Date(at).toISOString()
const inAnHour = iso(start + 3_600_000)

/** What is sent to show that an event does the same both ways, in this order; to others goes an empty object. */
const samples: [name: string, body: (conversation: string) => object][] = [
  ['flags:evaluate', () => ({})],
  ['exposure:seen', () => ({ id: uuid(), evaluatedAt: iso(start + 1000), flags: [{ key: 'editor', variant: 'on' }] })],
  ['feedback:send', (id) => ({ id, kind: 'idea', text: 'Darker, please' })],
  ['conversation:write', (conversation) => ({ id: uuid(), conversation, text: 'And larger' })],
  ['conversation:list', () => ({})],
  ['conversation:thread', (conversation) => ({ conversation })],
  ['notice:list', () => ({})],
  ['choices:open', () => ({})],
  ['choices:preview', () => ({ channel: 'beta', pace: 'first' })],
  ['choices:set', () => ({ channel: 'beta', pace: 'first' })],
  ['choices:get', () => ({})],
  ['hold:set', () => ({ from: iso(start + 2000), to: inAnHour, note: 'Away' })],
  ['hold:end', () => ({ from: iso(start + 2000) })],
  ['change:keep', () => ({ flag: 'editor', keep: { revision: 1, until: inAnHour } })],
  ['change:keep', () => ({ flag: 'editor', keep: null })],
  ['preview:set', () => ({ flag: 'offered', on: true })],
]

let sluice: TestSluice
let project: Project
let names: string[]

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
  const { flags, projects } = sluice.services
  await projects.setOrigins(project, ['https://notes.example'])
  for (const key of ['editor', 'offered']) await flags.create(project, key, switchDraft({ title: key }))
  await flags.publish(project, 'editor', toEverybody({ title: 'Editor' }), by)
  await flags.offer(project, 'offered', { variant: 'on', title: 'Try it', sentence: 'It may break.' }, by)
  sluice.clock.advance(1000)
  const { paths } = (await sluice.agent().get('/openapi.json').expect(200)).body
  const events = Object.keys(paths).flatMap((path) => /^\/api\/v1\/widget\/(.+\/.+)$/.exec(path)?.[1] ?? [])
  names = events.map((path) => path.replace('/', ':'))
})

const post = (name: string, headers: Record<string, string>) =>
  sluice
    .agent()
    .post(`/api/v1/widget/${name.replace(':', '/')}`)
    .set({ authorization: `Bearer ${project.clientKey}`, ...headers })

/** Somebody new, who asks over HTTP as one asks over the socket. */
function overHttp(token = sluice.services.subjects.issue(project)) {
  return async (name: string, body: object): Promise<Acknowledgement<unknown>> => {
    const answer = await post(name, { 'sluice-subject': token }).send(body)
    if (answer.ok) return { ok: true, data: answer.body }
    const { kind, detail, faults } = answer.body
    expect(answer.type).toBe('application/problem+json')
    return { ok: false, problem: { kind, message: detail, faults } }
  }
}

async function overSocket() {
  const { ask } = await sluice.widget(project)
  return ask as (name: string, body: object) => Promise<Acknowledgement<unknown>>
}

/** What differs between two people who do the same: ids, tokens, links, and the place in the order of all things. */
const masked = (answer: unknown) =>
  JSON.parse(
    JSON.stringify(answer, (key, value) => (['sequence', 'readBySubject'].includes(key) ? '…' : value))
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')
      .replaceAll(/anon\.[\w.-]+/g, '…')
      .replaceAll(/enter\/[\w-]+/g, '…'),
  )

it('answers each event as the socket does', async () => {
  const [socket, http] = [await overSocket(), overHttp()]
  const [mine, theirs] = [uuid(), uuid()]
  for (const [name, body] of samples) {
    const [one, other] = [await socket(name, body(mine)), await http(name, body(theirs))]
    expect({ name, answer: masked(other) }).toEqual({ name, answer: masked(one) })
    expect({ name, ok: other.ok }).toEqual({ name, ok: true })
  }
})

it('refuses with the same words, whatever the event', async () => {
  const [socket, http] = [await overSocket(), overHttp()]
  expect(names).toEqual(expect.arrayContaining(samples.map(([name]) => name)))
  for (const name of names)
    for (const body of [{}, { $where: 1, id: { $ne: null } }, { id: 'x', flag: '../', text: '\u0000', on: [] }]) {
      const [one, other] = [await socket(name, body), await http(name, body)]
      expect({ name, body, answer: masked(other) }).toEqual({ name, body, answer: masked(one) })
      if (!one.ok) expect(one.problem.message).not.toBe('There is no such event')
    }
})

it('gives what was stored over the one the same receipt over the other', async () => {
  const { ask } = await sluice.widget(project)
  const { subject } = dataOf(await ask('flags:evaluate'))
  const http = overHttp(subject)
  const draft = { id: uuid(), kind: 'problem', text: 'The tunnel cut it off' }
  const stored = await ask('feedback:send', draft)
  expect(await http('feedback:send', draft)).toEqual(stored)
  expect(await http('feedback:send', { ...draft, text: 'Another' })).toMatchObject({ problem: { kind: 'conflict' } })
})

it('begins with a token for somebody new, and refuses everything else without one', async () => {
  const { body } = await post('flags:evaluate', {}).send({}).expect(200)
  const http = overHttp(body.subject)
  expect(await http('flags:evaluate', {})).toMatchObject({ data: { subject: body.subject } })
  await post('conversation:list', {}).send({}).expect(401)
  await post('conversation:list', { 'sluice-subject': '' }).send({}).expect(401)
  await post('conversation:list', { 'sluice-subject': 'anon.forged.0.x' }).send({}).expect(401)
})

it('takes along what the device’s own subject had, as the socket does', async () => {
  const { identitySecrets, subjects } = sluice.services
  const { secret } = await identitySecrets.make(project, by)
  const previous = subjects.issue(project)
  const signedIn = signed(secret, { sub: 'mia', aud: project.key, exp: secondsOf(sluice.clock.now()) + 600 })
  const idea = { id: uuid(), kind: 'idea', text: 'Before I signed in' }
  await post('feedback:send', { 'sluice-subject': previous }).send(idea).expect(200)
  const both = { 'sluice-subject': signedIn, 'sluice-previous': previous }
  const { body } = await post('conversation:list', both).send({}).expect(200)
  expect(body.conversations).toMatchObject([{ id: idea.id }])
  const answer = await post('conversation:list', { ...both, 'sluice-subject': subjects.issue(project) })
    .send({})
    .expect(401)
  expect(answer.body.faults).toMatchObject([{ field: 'previous' }])
})

it('lets the pages of the project in, and no others', async () => {
  const token = sluice.services.subjects.issue(project)
  const asking = { 'sluice-subject': token, origin: 'https://notes.example' }
  const answer = await post('flags:evaluate', asking).send({}).expect(200)
  expect(answer.headers['access-control-allow-origin']).toBe('https://notes.example')
  const preflight = await sluice
    .agent()
    .options('/api/v1/widget/flags/evaluate')
    .set({ origin: 'https://notes.example', 'access-control-request-method': 'POST' })
    .expect(204)
  expect(preflight.headers['access-control-allow-headers']).toContain('sluice-previous')
  await post('flags:evaluate', { ...asking, origin: 'https://elsewhere.example' })
    .send({})
    .expect(403)
})

it('lets the context travel along', async () => {
  const id = uuid()
  await post('feedback:send', {
    'sluice-subject': sluice.services.subjects.issue(project),
    'sluice-context': Buffer.from(JSON.stringify({ appVersion: '2.4' })).toString('base64url'),
  })
    .send({ id, kind: 'idea', text: 'With a version' })
    .expect(200)
  expect((await sluice.services.conversations.find(project, id)).snapshot).toMatchObject({ appVersion: '2.4' })
})
