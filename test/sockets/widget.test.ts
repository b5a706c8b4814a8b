import type { Project } from '../../src/projects/project.ts'
import { by, canaryFirst, switchDraft, toEverybody } from '../support/drafts.ts'
import { publishFlag } from '../support/published-flag.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { answerScore, publishSurvey, scoreDraft } from '../support/surveys.ts'
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
    'half',
    toEverybody({ weights: { on: 50_000, off: 50_000 } }),
    switchDraft({ title: 'Half' }),
  )
  await publishSurvey(sluice, project, 'writing', scoreDraft('new-editor'))
  sluice.clock.advance(1000)
})

const newest = async () =>
  (await sluice.services.inbox.list(project, { state: 'open' }, { cursor: undefined, limit: 10 })).conversations

const feedback = (text = 'Where did undo go?') => ({ id: uuid(), kind: 'problem', text })

describe('entering', () => {
  it('gives a new visitor a token, which continues as the same subject', async () => {
    const first = await sluice.widget(project)
    const { subject: token, flags } = dataOf(await first.ask('flags:evaluate'))
    expect(flags.map(({ key }) => key)).toEqual(['half', 'new-editor'])
    await first.ask('feedback:send', feedback('Same person'))
    const again = await sluice.widget(project, { token })
    const { conversations } = dataOf(await again.ask('conversation:list'))
    expect(conversations.map(({ messages }) => messages[0]?.text)).toEqual(['Same person'])
  })

  it.each([
    ['a key nobody has', { clientKey: `client_${'x'.repeat(27)}` }, {}, 'unauthenticated'],
    ['a forged token', {}, { token: 'anon.AAAAAAAAAAAAAAAAAAAAAA.0.x' }, 'unauthenticated'],
  ])('refuses %s', async (_name, more, how, kind) => {
    await expect(sluice.widget({ ...project, ...more }, how)).rejects.toMatchObject({ data: { kind } })
  })

  it('refuses an origin that is on no list before the handshake, and one of another project behind it', async () => {
    await expect(sluice.widget(project, { origin: 'https://elsewhere.example' })).rejects.toThrow()
    const other = await sluice.project('other', 'Other')
    await sluice.services.projects.setOrigins(other, ['https://other.example'])
    await expect(sluice.widget(project, { origin: 'https://other.example' })).rejects.toMatchObject({
      data: { kind: 'forbidden' },
    })
    const { ask } = await sluice.widget({ ...project, clientKey: other.clientKey }, { origin: 'https://other.example' })
    expect(dataOf(await ask('flags:evaluate')).flags).toEqual([])
  })
})

describe('what is acknowledged is stored once', () => {
  it('gives the same receipt for the same feedback', async () => {
    const { ask } = await sluice.widget(project)
    const draft = feedback('Twice')
    const [one, two] = [dataOf(await ask('feedback:send', draft)), dataOf(await ask('feedback:send', draft))]
    expect(two).toEqual(one)
    expect(dataOf(await ask('conversation:list')).conversations).toHaveLength(1)
  })

  it('gives one receipt to ten at once', async () => {
    const { ask } = await sluice.widget(project)
    const draft = feedback('Ten times')
    const receipts = await Promise.all(Array.from({ length: 10 }, () => ask('feedback:send', draft)))
    expect(new Set(receipts.map((answer) => JSON.stringify(dataOf(answer)))).size).toBe(1)
  })

  it('refuses the id for other content, or for another subject', async () => {
    const [mine, theirs] = [await sluice.widget(project), await sluice.widget(project)]
    const draft = feedback('Mine')
    await mine.ask('feedback:send', draft)
    expect(await mine.ask('feedback:send', { ...draft, text: 'Other' })).toMatchObject({
      problem: { kind: 'conflict' },
    })
    expect(await theirs.ask('feedback:send', draft)).toMatchObject({ problem: { kind: 'conflict' } })
  })
})

describe('asking', () => {
  it('asks after an exposure, ties the answer to what was seen, and asks once', async () => {
    const { ask } = await sluice.widget(project)
    expect(dataOf(await ask('survey:watch')).surveys).toEqual([])
    const { evaluatedAt, flags } = dataOf(await ask('flags:evaluate'))
    const seen = flags.map(({ key, variant }) => ({ key, variant }))
    const batch = { id: uuid(), evaluatedAt, flags: seen }
    const receipt = dataOf(await ask('exposure:seen', batch))
    expect(dataOf(await ask('exposure:seen', batch))).toEqual(receipt)
    const due = { key: 'writing', revision: 1, due: true, triggers: [], delay: 0 }
    expect(dataOf(await ask('survey:watch')).surveys).toEqual([due])
    const { showing, part, receipt: stored } = await answerScore(ask, 'writing', 9, 'Fast')
    expect(stored.id).toBe(part.id)
    expect(dataOf(await ask('survey:watch'))).toEqual({ surveys: [] })
    expect(dataOf(await ask('survey:ask', { ...showing, id: uuid() }))).toEqual({ asked: null, why: 'frequency' })
    expect(await ask('survey:answer', { ...part, seq: 2 })).toMatchObject({ problem: { kind: 'conflict' } })

    sluice.clock.advance(1000)
    await ask('feedback:send', feedback('With ties'))
    const [{ snapshot } = { snapshot: undefined }] = await newest()
    expect(snapshot).toEqual({
      channel: 'stable',
      pace: 'first',
      ties: [
        { flag: 'half', revision: 1, variant: seen[0]?.variant, assignment: 'random' },
        { flag: 'new-editor', revision: 1, variant: 'on', assignment: 'channel' },
      ],
    })
  })

  it('keeps a variant that the server would not have given as a claim', async () => {
    const { ask } = await sluice.widget(project)
    const { evaluatedAt } = dataOf(await ask('flags:evaluate'))
    await ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key: 'new-editor', variant: 'off' }] })
    expect(dataOf(await ask('survey:watch')).surveys).toEqual([])
    sluice.clock.advance(1000)
    await ask('feedback:send', feedback('A claim'))
    const [first] = await newest()
    expect(first?.snapshot.ties).toEqual([
      { flag: 'new-editor', revision: 1, variant: 'off', assignment: 'channel', claimed: true },
    ])
  })
})

describe('talking', () => {
  it('brings the team’s reply live, and counts what is unread', async () => {
    const { ask, socket } = await sluice.widget(project)
    const draft = feedback('Hello?')
    await ask('feedback:send', draft)
    const pushed = new Promise((resolve) => {
      socket.on('conversation:message', (push: { message: { from: string } }) => {
        if (push.message.from === 'team') resolve(push)
      })
    })
    await sluice.services.conversations.reply(project, draft.id, { id: uuid(), text: 'Behind the dots' }, by)
    expect(await pushed).toMatchObject({
      conversation: draft.id,
      message: { from: 'team', author: 'Ada', text: 'Behind the dots' },
    })
    const { conversations } = dataOf(await ask('conversation:list'))
    const last = conversations[0]?.messages.at(-1)?.sequence ?? 0
    const read = { conversation: draft.id, sequence: last }
    expect(dataOf(await ask('conversation:read', read))).toEqual({ readBySubject: last })
    expect(dataOf(await ask('conversation:read', { ...read, sequence: 1 }))).toEqual({ readBySubject: last })
    expect(dataOf(await ask('conversation:read', { ...read, sequence: last + 9 }))).toEqual({ readBySubject: last })
  })

  it('brings a message to the subject’s other pages, and to the one that sent it only what is stored otherwise', async () => {
    const sender = await sluice.widget(project)
    const { subject: token } = dataOf(await sender.ask('flags:evaluate'))
    const other = await sluice.widget(project, { token })
    type Push = { message: { text: string } }
    const heard = { sender: [] as string[], other: [] as string[] }
    sender.socket.on('conversation:message', ({ message }: Push) => heard.sender.push(message.text))
    other.socket.on('conversation:message', ({ message }: Push) => heard.other.push(message.text))

    const draft = feedback('From here')
    const write = (text: string) => ({ id: uuid(), conversation: draft.id, text })
    dataOf(await sender.ask('feedback:send', draft))
    dataOf(await sender.ask('conversation:write', write('And more')))
    dataOf(await sender.ask('conversation:write', write('I am ada@example.com')))
    dataOf(await other.ask('conversation:write', write('From there')))
    await sender.ask('conversation:list')
    expect(heard.other).toEqual(['From here', 'And more', 'I am [e-mail]'])
    expect(heard.sender).toEqual(['I am [e-mail]', 'From there'])
  })

  it('does not let anybody write in somebody else’s conversation', async () => {
    const [mine, theirs] = [await sluice.widget(project), await sluice.widget(project)]
    const draft = feedback('Private')
    await mine.ask('feedback:send', draft)
    const intrusion = await theirs.ask('conversation:write', { id: uuid(), conversation: draft.id, text: 'Hi' })
    expect(intrusion).toMatchObject({ ok: false, problem: { kind: 'missing' } })
  })
})

describe('bad input', () => {
  const bomb = (depth: number): unknown => (depth === 0 ? 1 : { a: bomb(depth - 1) })

  it.each([
    ['an unknown event', 'nothing:here', {}, 'missing', undefined],
    ['a wrong type', 'feedback:send', { id: uuid(), kind: 'problem', text: ['a'] }, 'invalid', 'text'],
    ['an empty text', 'feedback:send', { id: uuid(), kind: 'problem', text: '  ' }, 'invalid', 'text'],
    ['an over-long text', 'feedback:send', { id: uuid(), kind: 'problem', text: 'x'.repeat(5001) }, 'invalid', 'text'],
    ['an id that is no UUIDv7', 'feedback:send', { id: '1', kind: 'problem', text: 'a' }, 'invalid', 'id'],
    ['a kind that does not exist', 'feedback:send', { id: uuid(), kind: 'rant', text: 'a' }, 'invalid', 'kind'],
    [
      'a trigger that only the server can know',
      'survey:ask',
      { id: uuid(), survey: 'writing', revision: 1, language: 'en', trigger: { on: 'channel' } },
      'invalid',
      'trigger.on',
    ],
    [
      'an operator for a string',
      'conversation:read',
      { conversation: { $ne: 1 }, sequence: 1 },
      'invalid',
      'conversation',
    ],
    ['a prototype key', 'feedback:send', JSON.parse('{"__proto__":{"a":1}}'), 'invalid', undefined],
    ['deep JSON', 'feedback:send', bomb(40), 'invalid', 'a'],
    ['a NUL character', 'feedback:send', { id: uuid(), kind: 'problem', text: 'a\0b' }, 'invalid', 'text'],
    [
      'a survey that does not exist',
      'survey:ask',
      { id: uuid(), survey: 'none', revision: 1, language: 'en' },
      'missing',
      undefined,
    ],
    [
      'a showing that does not exist',
      'survey:answer',
      { id: uuid(), response: uuid(), seq: 1, state: 'dismissed', answers: [] },
      'missing',
      undefined,
    ],
    [
      'a variant that does not exist',
      'exposure:seen',
      { id: uuid(), evaluatedAt: new Date().toISOString(), flags: [{ key: 'half', variant: 'nothing' }] },
      'invalid',
      'flags.0.variant',
    ],
    ['binary data', 'feedback:send', Buffer.from('abc'), 'invalid', undefined],
  ])('answers %s with a clear problem', async (_name, event, input, kind, field) => {
    const { ask } = await sluice.widget(project)
    const answer = await ask(event as 'feedback:send', input)
    expect(answer).toMatchObject({ ok: false, problem: { kind } })
    if (field && !answer.ok) expect(answer.problem.faults.map((fault) => fault.field)).toContain(field)
    expect(dataOf(await ask('conversation:list')).conversations).toEqual([])
  })

  it('answers by an event where there is no acknowledgement function', async () => {
    const { socket, ask } = await sluice.widget(project)
    const problem = new Promise((resolve) => socket.once('problem', resolve))
    socket.emit('feedback:send', feedback())
    expect(await problem).toMatchObject({ kind: 'invalid', event: 'feedback:send' })
    expect(dataOf(await ask('conversation:list')).conversations).toEqual([])
  })

  it('cuts a frame that is too large, and nobody else', async () => {
    const [large, other] = [await sluice.widget(project), await sluice.widget(project)]
    const gone = new Promise((resolve) => large.socket.once('disconnect', resolve))
    large.socket.emit('feedback:send', feedback('x'.repeat(70_000)), () => {})
    await gone
    expect((await other.ask('flags:evaluate')).ok).toBe(true)
  })
})

it('tells open pages at once that a flag has changed, and what an open page applies at once', async () => {
  const { socket, ask } = await sluice.widget(project)
  const { flags } = sluice.services
  await flags.create(project, 'urgent-one', switchDraft({ title: 'Urgent' }))
  const told = new Promise((resolve) => socket.once('flags:changed', resolve))
  await flags.publish(project, 'urgent-one', canaryFirst({ urgent: true, reach: { stable: 100_000 } }), by)
  await told
  sluice.clock.advance(1)
  const evaluated = dataOf(await ask('flags:evaluate')).flags
  expect(evaluated.find(({ key }) => key === 'urgent-one')).toMatchObject({ value: true, immediate: true })
  expect(evaluated.find(({ key }) => key === 'new-editor')).toMatchObject({ value: true, immediate: false })
})

it('says with each flag which revision it is, and lets a change after a roll back wait like any other', async () => {
  const { ask } = await sluice.widget(project)
  const { flags } = sluice.services
  const twice = async () => {
    sluice.clock.advance(10)
    return dataOf(await ask('flags:evaluate')).flags.find(({ key }) => key === 'twice')
  }
  await flags.create(project, 'twice', switchDraft({ title: 'Twice' }))
  expect(await twice()).toMatchObject({ value: false, revision: 0, immediate: false })
  await flags.publish(project, 'twice', toEverybody(), by)
  await flags.publish(project, 'twice', toEverybody(), by)
  expect(await twice()).toMatchObject({ value: true, revision: 2, immediate: false })
  await flags.rollBack(project, 'twice', 1, by)
  expect(await twice()).toMatchObject({ value: true, revision: 1, immediate: false })
  await flags.publish(project, 'twice', toEverybody(), by)
  expect(await twice()).toMatchObject({ value: true, revision: 3, immediate: false })
  await flags.switch(project, 'twice', false, by)
  expect(await twice()).toMatchObject({ value: false, revision: 0, immediate: true })
})
