import type supertest from 'supertest'
import type { Variant } from '../../src/flags/variant.ts'
import type { Project } from '../../src/projects/project.ts'
import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project
let member: { agent: ReturnType<typeof supertest.agent>; csrf: string }

withSluice(async (one) => {
  sluice = one
  project = await sluice.project()
  await sluice.services.flags.create(project, 'new-editor', switchDraft())
  await sluice.services.flags.publish(project, 'new-editor', toEverybody(), by)
  member = await sluice.signedIn()
})

const api = (method: 'put' | 'post', path: string) =>
  member.agent[method](`/api/v1/projects/notewell/flags/${path}`).set('x-csrf-token', member.csrf)

const objectFlag = (value: Extract<Variant['value'], object>) =>
  switchDraft({ type: 'object', variants: [{ key: 'off', name: 'Off', value }] })

it.each([
  ['a value that says it is a type of the database', objectFlag({ _bsontype: 'Binary', buffer: 'x' })],
  ['the same further in', objectFlag({ list: [{ _bsontype: 'Long', low: 1, high: 1 }] })],
  [
    'a variant with the name of a property that every object has',
    switchDraft({ variants: [{ key: 'constructor', name: 'Off', value: false }], off: 'constructor' }),
  ],
])('refuses %s', async (_name, draft) => {
  await api('put', 'odd').send(draft).expect(400)
  await member.agent.get('/api/v1/projects/notewell/flags/odd').expect(404)
})

it.each([
  ['half of a character as a value', { type: 'string' as const, value: 'a\ud83d' }],
  ['the same further in', { type: 'object' as const, value: { list: [{ text: '\udc00' }] } }],
  ['the same in the name of a property', { type: 'object' as const, value: { '\ud83d': 1 } }],
])('refuses %s, which would be stored as another one', async (_name, { type, value }) => {
  const draft = switchDraft({ type, variants: [{ key: 'off', name: 'Off', value }] })
  await api('put', 'half').send(draft).expect(400)
  await member.agent.get('/api/v1/projects/notewell/flags/half').expect(404)
})

it.each(['🦊', '\\ud83d', '\\\\udc00', '\ufffd'])('stores the value %j as it is', async (value) => {
  const draft = switchDraft({ type: 'string', variants: [{ key: 'off', name: 'Off', value }] })
  const { body } = await api('put', 'whole').send(draft).expect(200)
  expect(body.variants[0].value).toBe(value)
  expect((await sluice.services.flags.find(project, 'whole')).variants[0]?.value).toBe(value)
})

it.each(['constructor', 'prototype', '__proto__'])('refuses %s as a key', async (key) => {
  await api('put', key).send(switchDraft()).expect(400)
  const form = { name: 'Odd', key, _csrf: member.csrf }
  await member.agent.post('/console/projects').type('form').send(form).expect(400)
})

it.each(['', ' ', '0x1', '1e0', '+1', '-1', '1.0'])('rolls nothing back for the revision %j', async (revision) => {
  const flag = '/console/notewell/flags/new-editor/roll-back'
  await member.agent.post(flag).type('form').send({ revision, _csrf: member.csrf }).expect(400)
  if (revision) {
    await api('post', `new-editor/roll-back/${encodeURIComponent(revision)}`)
      .send({})
      .expect(400)
  }
  const [first] = (await sluice.services.flags.find(project, 'new-editor')).revisions
  expect(first?.withdrawnAt).toBeUndefined()
})

it('gives the same receipt for a text that was cut within an emoji', async () => {
  const { ask } = await sluice.widget(project)
  const opened = { id: uuid(), kind: 'idea', text: 'Hello' }
  await ask('feedback:send', opened)
  const cut = { id: uuid(), conversation: opened.id, text: '🙂'.slice(0, 1) }
  const receipt = dataOf(await ask('conversation:write', cut))
  expect(dataOf(await ask('conversation:write', cut))).toEqual(receipt)
  expect(dataOf(await ask('conversation:list')).conversations[0]?.messages.at(-1)?.text).toBe('\ufffd')
})

it.each(['https://a.example;script-src', 'https://*.example', 'https://a.example/', 'null', 'javascript:alert(1)'])(
  'refuses %s as an origin',
  async (origins) => {
    const form = { origins, _csrf: member.csrf }
    await member.agent.post('/console/notewell/settings').type('form').send(form).expect(400)
    expect(await sluice.services.projects.isListedOrigin(origins)).toBe(false)
  },
)
