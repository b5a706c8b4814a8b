import { once } from 'node:events'
import { io } from 'socket.io-client'
import type { Project } from '../../src/projects/project.ts'
import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { csrfIn, dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { publishSurvey, scoreDraft } from '../support/surveys.ts'
import { withSluice } from '../support/with-sluice.ts'
import { consoleReaches, type Foreign, type Reach, routeReaches, widgetReaches } from './tenancy-table.ts'

const key = 'only-here'
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let sluice: TestSluice
let b: Project
let foreign: Foreign
let foreignToken: string
let member: Awaited<ReturnType<TestSluice['signedIn']>>
let visitor: ReturnType<TestSluice['agent']>
let visitorCsrf: string
let token: string

withSluice(async (one) => {
  sluice = one
  member = await sluice.signedIn()
  const { services } = sluice
  const a = await services.projects.setLadder(await sluice.project('first', 'First'), [
    ...(await sluice.project('template')).channels.map(({ text: _, ...draft }) => draft),
    { key, name: 'Only here', description: 'Of A', breaks: 'All', entry: 'invitation' as const },
  ])
  b = await sluice.project('second', 'Second')
  foreign = await filled(a)
  visitor = sluice.agent()
  const _csrf = csrfIn((await visitor.get('/me/second')).text)
  await visitor.post('/me/second/begin').type('form').send({ _csrf }).expect(303)
  visitorCsrf = csrfIn((await visitor.get('/me/second')).text)
  token = services.subjects.issue(b)
  const { ask } = await sluice.widget(b, { token })
  dataOf(await ask('feedback:send', { id: foreign.own, kind: 'idea', text: 'Of B' }))
})

/** Gives a project one of everything, and says what it is called. */
async function filled(a: Project): Promise<Foreign> {
  const { services, clock } = sluice
  await services.flags.create(a, key, switchDraft())
  await services.flags.publish(a, key, toEverybody(), by)
  await services.flags.offer(a, key, { variant: 'on', title: 'Try it', sentence: 'Now' }, by)
  await publishSurvey(sluice, a, key, scoreDraft(key))
  clock.advance(60_000)
  foreignToken = services.subjects.issue(a)
  const identity = await services.subjects.identify(a, foreignToken)
  const { ask } = await sluice.widget(a, { token: foreignToken })
  const evaluatedAt = new Date(clock.now()).toISOString()
  dataOf(await ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key, variant: 'on' }] }))
  const [conversation, picture, response] = [uuid(), uuid(), uuid()]
  const { ticket } = dataOf(await ask('attachment:ticket', { id: picture, type: 'image/png', bytes: png.length }))
  await sluice
    .agent()
    .put(`/api/v1/attachments/${picture}`)
    .set({ 'x-api-key': a.clientKey, 'sluice-ticket': ticket, 'content-type': 'image/png' })
    .send(png)
    .expect(200)
  dataOf(await ask('feedback:send', { id: conversation, kind: 'idea', text: 'Of A', attachments: [picture] }))
  const asked = dataOf(await ask('survey:ask', { id: response, survey: key, revision: 1, language: 'en' }))
  expect(asked).toMatchObject({ asked: { response } })
  await services.cannedReplies.save(a, key, { name: 'Of A', text: 'Of A' }, by)
  const waiting = dataOf(await ask('attachment:ticket', { id: uuid(), type: 'image/png', bytes: png.length }))
  const { invitation, code } = await services.invitations.create(a, key, { note: '', mostUses: 5, days: 5 }, by)
  await services.channels.join(a, identity, key, { text: a.channels.at(-1)?.text ?? 0, code })
  await services.notices.tell(a, identity.subject, {
    kind: 'let-in',
    words: { channel: key },
    at: clock.now(),
    cause: [],
  })
  const [notice] = await services.notices.unseen(a, identity.subject)
  return {
    ...{ key, conversation, picture, response, subject: identity.subject },
    ...{ own: uuid(), ticket: waiting.ticket, notice: notice?.id ?? '' },
    invitation: invitation.id,
    secret: (await services.identitySecrets.make(a, by)).id,
    handOff: await services.subjects.handOff(a, identity),
    subscription: await services.subscriptions.make(a, identity.subject),
    until: clock.now() + 86_400_000,
  }
}

type Declared = { method: string; path: string; permission: string; as: 'api' | 'page' | 'upload' }

function declaredRoutes(): Declared[] {
  const { endpoints, pages, streams, uploads, downloads } = sluice.declared
  return [
    ...endpoints.map((one) => ({ ...one, as: 'api' as const })),
    ...pages.map((one) => ({ ...one, method: one.method.toUpperCase(), as: 'page' as const })),
    ...streams.map((one) => ({ ...one, method: 'GET', as: 'page' as const })),
    ...uploads.map((one) => ({ ...one, as: 'upload' as const })),
    ...downloads.map((one) => ({ ...one, method: 'GET', as: 'api' as const })),
  ].map(({ method, path, permission, as }) => ({ method, path, permission, as }))
}

const nameOf = ({ method, path }: Declared) => `${method} ${path}`

/** The fallback of the widget's events is walked as those events. */
const isFallback = ({ path }: Declared) => path.startsWith('/api/v1/widget/')

function addressOf({ path }: Declared, at: Record<string, string> = {}): string {
  const idHere = path.includes('attachments')
    ? foreign.picture
    : path.includes('notices')
      ? foreign.notice
      : path.includes('invitations')
        ? foreign.invitation
        : foreign.conversation
  const values: Record<string, string> = {
    ...{ project: 'second', id: idHere, conversation: foreign.conversation, revision: '1' },
    ...{ key: foreign.key, flag: foreign.key, flags: foreign.key, channel: foreign.key },
    ...{ secret: foreign.secret, subject: foreign.subject, code: foreign.handOff, token: foreign.subscription },
    ...{ until: String(foreign.until), from: String(foreign.until), to: String(foreign.until) },
    ...at,
  }
  return path.replace(/:([a-z]+)/gi, (_, name: string) => encodeURIComponent(values[name] ?? name)) + (at.query ?? '')
}

async function send(route: Declared, { send: body, at }: Exclude<Reach, string>) {
  const { method, permission, as } = route
  const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'delete'
  const isMembers = !['public', 'client', 'subject'].includes(permission)
  const agent = isMembers ? member.agent : permission === 'client' ? sluice.agent() : visitor
  const request = agent[verb](addressOf(route, at))
  if (permission === 'client') request.set({ 'x-api-key': b.clientKey, 'sluice-subject': token })
  if (as === 'upload') return request.set({ 'sluice-ticket': foreign.ticket, 'content-type': 'image/png' }).send(png)
  if (verb === 'get') return request
  const csrf = isMembers ? member.csrf : visitorCsrf
  if (as === 'page') return request.type('form').send({ ...body, _csrf: csrf })
  if (permission !== 'client') request.set('x-csrf-token', csrf)
  return body === undefined ? request : request.send(body)
}

/** All that is stored, but for what a session remembers to say, and numbers that were drawn and not used. */
async function stored(): Promise<Record<string, unknown>> {
  const collections = (await sluice.connection.db?.listCollections().toArray()) ?? []
  const names = collections.map(({ name }) => name).filter((name) => name !== 'sessions' && name !== 'sequences')
  const all = await Promise.all(names.map((name) => sluice.connection.collection(name).find().toArray()))
  return Object.fromEntries(names.map((name, i) => [name, all[i]]))
}

it('has every route and every event classified', () => {
  const { events, consoleEvents, endpoints } = sluice.declared
  const routes = declaredRoutes().filter((one) => !isFallback(one))
  const classified = new Set(Object.keys(routeReaches(foreign)))
  expect(routes.map(nameOf).filter((name) => !classified.has(name))).toEqual([])
  expect(Object.keys(widgetReaches(foreign, '')).sort()).toEqual(events.map(({ name }) => name).sort())
  expect(Object.keys(consoleReaches(foreign)).sort()).toEqual(consoleEvents.map(({ name }) => name).sort())
  const fallback = endpoints.map(({ path }) => path).filter((path) => path.startsWith('/api/v1/widget/'))
  const derived = events.map(({ name }) => `/api/v1/widget/${name.replace(':', '/')}`)
  expect(fallback.sort()).toEqual([...derived, '/api/v1/widget/knock'].sort())
})

it('answers to ids of another project as to none at all, and writes nothing', async () => {
  const reaches = routeReaches(foreign)
  const wrong: string[] = []
  const before = await stored()
  for (const route of declaredRoutes()) {
    const reach = reaches[nameOf(route)]
    if (reach === undefined || typeof reach === 'string') continue
    const { status, text = '' } = await send(route, reach)
    if (status !== (reach.answer ?? 404)) wrong.push(`${nameOf(route)}: ${status} ${text.slice(0, 100)}`)
    if (text.includes('Of A')) wrong.push(`${nameOf(route)} shows what another project has`)
  }
  expect(wrong).toEqual([])
  expect(await stored()).toEqual(before)
})

it('answers to them as to ids that nobody has', async () => {
  const random: Foreign = {
    ...foreign,
    ...{ key: 'nowhere', conversation: uuid(), picture: uuid(), notice: uuid(), invitation: uuid(), secret: uuid() },
    ...{ subject: 'nobody', handOff: 'guess', subscription: 'guess' },
  }
  const taken = foreign
  const answers = async (asked: Foreign) => {
    foreign = asked
    const all: [string, number, string][] = []
    for (const route of declaredRoutes()) {
      const reach = routeReaches(asked)[nameOf(route)]
      if (reach === undefined || typeof reach === 'string' || reach.answer !== 200) continue
      const { status, text } = await send(route, reach)
      all.push([nameOf(route), status, text.replaceAll(asked.conversation, 'ID')])
    }
    foreign = taken
    return all
  }
  expect(await answers(foreign)).toEqual(await answers(random))
})

it('answers the same over the widget’s socket and over HTTP', async () => {
  const { ask } = await sluice.widget(b, { token })
  const before = await stored()
  const wrong: string[] = []
  for (const [name, reach] of Object.entries(widgetReaches(foreign, new Date(sluice.clock.now()).toISOString()))) {
    if (reach === 'own') continue
    const { send: body, refused = 'missing' } = reach
    const answer = await ask(name as 'asking:get', body)
    const told = answer.ok ? 'taken' : answer.problem.kind
    if (told !== refused) wrong.push(`${name}: ${told} ${JSON.stringify(answer)}`)
    // At most one sign of typing a second is looked at.
    sluice.clock.advance(1000)
    const overHttp = await sluice
      .agent()
      .post(`/api/v1/widget/${name.replace(':', '/')}`)
      .set({ 'x-api-key': b.clientKey, 'sluice-subject': token })
      .send(body)
    if (overHttp.body.kind !== refused) wrong.push(`${name} over HTTP: ${overHttp.status} ${overHttp.text}`)
  }
  expect(wrong).toEqual([])
  expect(await stored()).toEqual(before)
})

it('answers the same over a member’s socket', async () => {
  const cookie = String((await member.agent.get('/console/sign-in')).headers['set-cookie'] ?? '').split(';')[0] ?? ''
  const socket = io(`${sluice.url}/console`, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false, auth: { project: 'second' } },
    extraHeaders: { cookie, origin: sluice.url },
  })
  await once(socket as never, 'connect')
  const before = await stored()
  const wrong: string[] = []
  for (const [name, reach] of Object.entries(consoleReaches(foreign))) {
    if (reach === 'own') continue
    const answer = await socket.timeout(5000).emitWithAck(name, reach.send)
    const told = answer.ok ? 'taken' : answer.problem.kind
    if (told !== (reach.refused ?? 'missing')) wrong.push(`${name}: ${JSON.stringify(answer)}`)
  }
  socket.close()
  expect(wrong).toEqual([])
  expect(await stored()).toEqual(before)
})

it('lists nothing of another project where it names none', async () => {
  const reaches = routeReaches(foreign)
  for (const route of declaredRoutes()) {
    if (reaches[nameOf(route)] !== 'own' || route.method !== 'GET' || route.path.endsWith('/stream')) continue
    const { text } = await send(route, {})
    expect([nameOf(route), text.includes('Of A'), text.includes(foreign.conversation)]).toEqual([
      nameOf(route),
      false,
      false,
    ])
  }
})

it('takes the subject token of one project for nobody in another', async () => {
  const before = await stored()
  for (const { path, method, permission } of declaredRoutes()) {
    if (permission !== 'client' || path === '/api/v1/subjects' || path === '/api/v1/widget/knock') continue
    const { status } = await sluice
      .agent()
      [method.toLowerCase() as 'get'](addressOf({ path, method, permission, as: 'api' }))
      .set({ 'x-api-key': b.clientKey, 'sluice-subject': foreignToken })
    expect([path, status >= 400]).toEqual([path, true])
  }
  await expect(sluice.widget(b, { token: foreignToken })).rejects.toMatchObject({ data: { kind: 'unauthenticated' } })
  expect(await stored()).toEqual(before)
})
