import { z } from 'zod'
import type { Project } from '../../src/projects/project.ts'
import type { WidgetRequests } from '../../src/sockets/protocol.ts'
import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { dataOf, start, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

type Name = keyof WidgetRequests

let sluice: TestSluice
let project: Project
let token: string
let ask: Awaited<ReturnType<TestSluice['widget']>>['ask']
const conversation = uuid()

withSluice(async (one) => {
  sluice = one
  project = await sluice.project()
  await sluice.services.flags.create(project, 'new-editor', switchDraft())
  await sluice.services.flags.publish(project, 'new-editor', toEverybody(), by)
  sluice.clock.advance(60_000)
  token = sluice.services.subjects.issue(project)
  ask = (await sluice.widget(project, { token })).ask
  dataOf(await ask('feedback:send', { id: conversation, kind: 'idea', text: 'Hello' }))
})

const at = () => new Date(start + 60_000).toISOString()
const until = () => new Date(start + 86_400_000).toISOString()

/** What a page sends that means well; an event that takes nothing has nothing to get wrong. */
const wellMeant = (): Partial<Record<Name, object>> => ({
  'exposure:seen': { id: uuid(), evaluatedAt: at(), flags: [{ key: 'new-editor', variant: 'on' }] },
  'survey:ask': { id: uuid(), survey: 'writing', revision: 1, language: 'en' },
  'survey:answer': { id: uuid(), response: uuid(), seq: 1, state: 'partial', answers: [] },
  'event:happened': { id: uuid(), name: 'saved', properties: { size: 1 } },
  'asking:set': { budget: 'often' },
  'attachment:ticket': { id: uuid(), type: 'image/png', bytes: 100 },
  'feedback:send': { id: uuid(), kind: 'idea', text: 'Hello', mood: 3, email: 'a@example.org', attachments: [] },
  'conversation:thread': { conversation },
  'conversation:write': { id: uuid(), conversation, text: 'Hello' },
  'conversation:read': { conversation, sequence: 1 },
  'conversation:typing': { conversation },
  'conversation:email': { conversation, email: 'a@example.org' },
  'loop:answer': { id: uuid(), conversation, fixed: true },
  'leaving:tell': { id: uuid(), act: 'slower', reason: 'other', text: 'Hello' },
  'notice:seen': { id: uuid() },
  'choices:open': { join: 'beta' },
  'choices:set': { channel: 'beta', pace: 'calm' },
  'choices:preview': { channel: 'beta', pace: 'calm' },
  'hold:set': { to: until(), note: 'Hello' },
  'hold:preview': { to: until(), note: 'Hello' },
  'hold:end': { from: at() },
  'change:now': { flag: 'new-editor', revision: 1 },
  'change:keep': { flag: 'new-editor', keep: { revision: 1, until: until() } },
  'preview:set': { flag: 'new-editor', on: true },
  'news:told': { told: { had: { 'new-editor': 1 }, asked: {} } },
})

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
/** No field of any event takes one of these. */
const wrongValues = [{ $gt: '' }, [[7]], 'a\0b', nested(40), -1.5e300, 'x'.repeat(20_000)]

const required = (name: Name): string[] => {
  const declared = sluice.declared.events.find((event) => event.name === name)
  const schema = z.toJSONSchema(declared?.shape ?? z.never(), { io: 'input', unrepresentable: 'any' })
  return schema.required ?? []
}

/** All that is stored but for what `left` out names: numbers that were drawn and not used, and who has been here. */
async function stored(...left: string[]): Promise<string> {
  const collections = (await sluice.connection.db?.listCollections().toArray()) ?? []
  const names = collections
    .map(({ name }) => name)
    .filter((name) => !left.includes(name))
    .sort()
  return JSON.stringify(
    await Promise.all(names.map(async (name) => [name, await sluice.connection.collection(name).find().toArray()])),
  )
}

it('has a well-meant body for every event that takes something', () => {
  const taking = sluice.declared.events.filter(
    ({ shape }) =>
      Object.keys(z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }).properties ?? {}).length > 0,
  )
  expect(Object.keys(wellMeant()).sort()).toEqual(taking.map(({ name }) => name).sort())
})

it.each(Object.entries(wellMeant()) as [Name, Record<string, unknown>][])(
  '%s refuses every field that is wrong or missing by its name, and changes nothing',
  async (name, body) => {
    const before = await stored()
    const wrong: string[] = []
    const bodies = Object.keys(body).flatMap((field) => [
      ...wrongValues.map((value) => ({ field, sent: { ...body, [field]: value } })),
      ...(required(name).includes(field) ? [{ field, sent: { ...body, [field]: undefined } }] : []),
    ])
    for (const { field, sent } of bodies) {
      const answer = await ask(name, sent)
      const named = !answer.ok && answer.problem.faults.some((fault) => fault.field.split('.')[0] === field)
      const isInvalid = !answer.ok && answer.problem.kind === 'invalid'
      if (!named || !isInvalid)
        wrong.push(`${JSON.stringify(sent).slice(0, 200)}: ${JSON.stringify(answer).slice(0, 200)}`)
    }
    for (const sent of [[], [body], 'text', 7, true]) {
      const answer = await ask(name, sent)
      if (answer.ok || answer.problem.kind !== 'invalid')
        wrong.push(`${JSON.stringify(sent)}: ${JSON.stringify(answer)}`)
    }
    expect(wrong).toEqual([])
    expect(await stored()).toBe(before)
  },
)

it('answers no message with many times as much as it was', async () => {
  const names = Array.from({ length: 6000 }, (_, i) => [`1a${i}`, 1])
  const properties = Object.fromEntries(names)
  const answers = [
    await ask('event:happened', { id: uuid(), name: 'saved', properties }),
    await ask('event:happened', { id: uuid(), name: 'saved', properties: { [`1${'a'.repeat(60_000)}`]: 1 } }),
  ]
  for (const answer of answers) {
    expect(answer).toMatchObject({ ok: false, problem: { kind: 'invalid' } })
    expect(JSON.stringify(answer).length).toBeLessThan(20_000)
  }
})

it('ends a connection for a frame above 64 KiB, and nobody else’s; HTTP answers 413', async () => {
  const [large, other] = [await sluice.widget(project), await sluice.widget(project)]
  const gone = new Promise((done) => large.socket.once('disconnect', done))
  large.socket.emit('feedback:send', { id: uuid(), kind: 'idea', text: 'x'.repeat(70_000) })
  await gone
  dataOf(await other.ask('conversation:list'))
  await sluice
    .agent()
    .post('/api/v1/widget/feedback/send')
    .set({ 'x-api-key': project.clientKey, 'sluice-subject': token })
    .send({ id: uuid(), kind: 'idea', text: 'x'.repeat(70_000) })
    .expect(413)
})

describe('sent again', () => {
  const stays: [Name, object, object][] = [
    ['feedback:send', { kind: 'idea', text: 'Hello' }, { text: 'Another' }],
    ['conversation:write', { conversation, text: 'Hello' }, { text: 'Another' }],
    [
      'exposure:seen',
      { evaluatedAt: '2026-11-02T09:01:00Z', flags: [{ key: 'new-editor', variant: 'on' }] },
      { evaluatedAt: '2026-11-02T09:00:30Z' },
    ],
    ['leaving:tell', { act: 'slower', reason: 'other' }, { reason: 'too-fast' }],
  ]

  it.each(stays)(
    '%s is stored once and has one receipt, whoever is faster and whichever way it comes',
    async (name, body, other) => {
      const sent = { id: uuid(), ...body }
      const again = () =>
        sluice
          .agent()
          .post(`/api/v1/widget/${name.replace(':', '/')}`)
          .set({ 'x-api-key': project.clientKey, 'sluice-subject': token })
          .send(sent)
      const all = await Promise.all([ask(name, sent), again(), ask(name, sent), again()])
      const receipt = dataOf(await ask(name, sent))
      const receipts = all.map((one) => ('body' in one ? one.body : one.ok ? one.data : one.problem))
      expect(receipts).toEqual([receipt, receipt, receipt, receipt])
      const after = await stored('sequences', 'subjects')
      expect(await ask(name, { ...sent, ...other })).toMatchObject({ problem: { kind: 'conflict' } })
      const stranger = await sluice.widget(project)
      expect(await stranger.ask(name, sent)).toMatchObject({
        ok: false,
        problem: { kind: name === 'conversation:write' ? 'missing' : 'conflict' },
      })
      expect(await stored('sequences', 'subjects')).toBe(after)
    },
  )
})

it('keeps a variant that nobody was given as claimed, and counts it nowhere', async () => {
  const forger = await sluice.widget(project)
  const before = await sluice.services.exposures.countByVariant(project, 'new-editor')
  dataOf(
    await forger.ask('exposure:seen', {
      id: uuid(),
      evaluatedAt: at(),
      flags: [{ key: 'new-editor', variant: 'off', times: 1000 }],
    }),
  )
  expect(await sluice.services.exposures.countByVariant(project, 'new-editor')).toEqual(before)
  const future = new Date(sluice.clock.now() + 3_600_000).toISOString()
  const refused = { id: uuid(), evaluatedAt: future, flags: [{ key: 'new-editor', variant: 'on' }] }
  expect(await forger.ask('exposure:seen', refused)).toMatchObject({
    problem: { kind: 'invalid', faults: [{ field: 'evaluatedAt' }] },
  })
  const made = { id: uuid(), evaluatedAt: at(), flags: [{ key: 'new-editor', variant: 'made-up' }] }
  expect(await forger.ask('exposure:seen', made)).toMatchObject({ problem: { faults: [{ field: 'flags.0.variant' }] } })
})
