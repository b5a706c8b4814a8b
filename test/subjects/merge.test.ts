import type { Project } from '../../src/projects/project.ts'
import { type Identity, isSigned } from '../../src/subjects/identity.ts'
import { type Mover, mergeService } from '../../src/subjects/merge.service.ts'
import { mergeStore } from '../../src/subjects/merge.store.ts'
import { type MergeRecord, mergeFor } from '../../src/subjects/merge.ts'
import { by } from '../support/drafts.ts'
import { publishFlag } from '../support/published-flag.ts'
import { csrfIn, dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { answerScore, publishSurvey, scoreDraft } from '../support/surveys.ts'
import { withSluice } from '../support/with-sluice.ts'
import cases from './merge.cases.json' with { type: 'json' }
import { secondsOf, signed } from './sign.ts'

type Case = { name: string; record?: MergeRecord; signed: string; does: ReturnType<typeof mergeFor> }

it.each(cases as Case[])('an anonymous subject that went into $name: $does', ({ record, signed, does }) => {
  expect(mergeFor(record, signed)).toBe(does)
})

let sluice: TestSluice
let project: Project
let secret: string

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
  const { identitySecrets } = sluice.services
  for (const key of ['new-editor', 'cards']) {
    await publishFlag(sluice, project, key)
  }
  await publishSurvey(sluice, project, 'writing', scoreDraft('new-editor'))
  await publishSurvey(sluice, project, 'reading', scoreDraft('cards'))
  secret = (await identitySecrets.make(project, by)).secret
  sluice.clock.advance(1000)
})

let people = 0
const tokenFor = (sub: string) => signed(secret, { sub, aud: project.key, exp: secondsOf(sluice.clock.now()) + 600 })
const newPerson = () => {
  const sub = `person-${++people}`
  return { sub, subject: `user_${sub}`, token: tokenFor(sub) }
}

type Widget = Awaited<ReturnType<TestSluice['widget']>>

async function saw({ ask }: Widget, ...keys: string[]) {
  const { evaluatedAt, flags } = dataOf(await ask('flags:evaluate'))
  const seen = flags.filter(({ key }) => keys.includes(key)).map(({ key, variant }) => ({ key, variant }))
  const batch = { id: uuid(), evaluatedAt, flags: seen }
  return { batch, receipt: dataOf(await ask('exposure:seen', batch)) }
}

const textsOf = async ({ ask }: Widget) =>
  dataOf(await ask('conversation:list')).conversations.map(({ messages }) => messages[0]?.text)

/** A device whose anonymous subject has chosen, seen, answered and written. */
async function usedDevice() {
  const { subjects, policies } = sluice.services
  const token = subjects.issue(project)
  const identity = await subjects.identify(project, token)
  const widget = await sluice.widget(project, { token })
  const seen = await saw(widget, 'new-editor', 'cards')
  const given = await answerScore(widget.ask, 'writing', 9)
  dataOf(await widget.ask('event:happened', { id: uuid(), name: 'export.done' }))
  dataOf(await widget.ask('asking:set', { budget: 'often' }))
  dataOf(await widget.ask('feedback:send', { id: uuid(), kind: 'idea', text: 'Before I signed in' }))
  await policies.choose(project, identity, { channel: 'beta', pace: 'calm' })
  sluice.clock.advance(1)
  return { token, identity, widget, seen, given }
}

const rowsIn = (name: string, subject: string) =>
  sluice.connection.collection(name).find({ project: project.id, subject }).toArray()

/** What belongs to a subject in every collection that knows subjects, so that a new one is not forgotten. */
async function belongingsOf(subject: string): Promise<Record<string, number>> {
  const names = Object.values(sluice.connection.models)
    .filter((model) => 'subject' in model.schema.paths && 'project' in model.schema.paths)
    .map((model) => model.collection.name)
  const counted = await Promise.all(names.map(async (name) => [name, (await rowsIn(name, subject)).length] as const))
  return Object.fromEntries(counted.filter(([, count]) => count > 0))
}

describe('signing in on a device', () => {
  it('takes along everything, once, and leaves nothing behind', async () => {
    const device = await usedDevice()
    const before = await belongingsOf(device.identity.subject)
    const person = newPerson()
    const widget = await sluice.widget(project, { token: person.token, previous: device.token })
    expect(await textsOf(widget)).toEqual(['Before I signed in'])
    const { policies, subjects, exposures } = sluice.services
    const identity = await subjects.identify(project, person.token)
    expect((await policies.of(project, identity)).policy).toMatchObject({ channel: 'beta', pace: 'calm' })
    expect(identity.since).toBe(device.identity.since)
    expect([...(await exposures.flagsSeenBy(project, person.subject))].sort()).toEqual(['cards', 'new-editor'])
    expect(dataOf(await widget.ask('survey:watch')).surveys).toMatchObject([{ key: 'reading', due: true }])
    expect(dataOf(await widget.ask('asking:get'))).toMatchObject({ budget: 'often', left: 7 })
    expect(await belongingsOf(person.subject)).toEqual(before)
    expect(await belongingsOf(device.identity.subject)).toEqual({})
    // What was on its way when the connection changed is the same person's, and was stored already.
    expect(dataOf(await widget.ask('exposure:seen', device.seen.batch))).toEqual(device.seen.receipt)
    expect(dataOf(await widget.ask('survey:answer', device.given.part))).toEqual(device.given.receipt)
    expect(dataOf(await widget.ask('survey:ask', device.given.showing)).asked).toMatchObject({ survey: 'writing' })
  })

  it('keeps what the person chose themselves, with what both answered', async () => {
    const person = newPerson()
    const elsewhere = await sluice.widget(project, { token: person.token })
    await saw(elsewhere, 'new-editor')
    await answerScore(elsewhere.ask, 'writing', 2)
    dataOf(await elsewhere.ask('asking:set', { budget: 'rarely' }))
    const { policies, subjects } = sluice.services
    const identity = await subjects.identify(project, person.token)
    await policies.choose(project, identity, { channel: 'canary', pace: 'early' })
    sluice.clock.advance(1000)
    const device = await usedDevice()
    const countOf = async () => (await policies.countByChannel(project)).get('beta') ?? 0
    const onBeta = await countOf()
    await sluice.widget(project, { token: person.token, previous: device.token })
    expect((await policies.of(project, identity)).policy).toMatchObject({ channel: 'canary', pace: 'early' })
    expect(await countOf()).toBe(onBeta - 1)
    // Both answers are theirs now, both count against what they want to be asked, and of insights the last is part.
    expect(await rowsIn('survey_responses', person.subject)).toHaveLength(2)
    const { askBudgets } = sluice.services
    expect(await askBudgets.get(project, person.subject)).toMatchObject({ budget: 'rarely', left: 0 })
    expect(await belongingsOf(device.identity.subject)).toEqual({})
    const row = (await rowsIn('exposures', person.subject)).filter(({ flag }) => flag === 'new-editor')
    expect(row).toHaveLength(1)
    expect(row[0]?.firstAt).toBeLessThan(row[0]?.lastAt)
  })

  it('takes nothing away that the person had by the default before', async () => {
    const person = newPerson()
    const { policies, subjects, ruleset } = sluice.services
    const key = `late-${people}`
    await saw(await sluice.widget(project, { token: person.token }), 'new-editor')
    await publishFlag(sluice, project, key)
    const token = subjects.issue(project)
    const anonymous = await subjects.identify(project, token)
    await policies.choose(project, anonymous, { channel: 'stable', pace: 'seasonal' })
    sluice.clock.advance(1000)
    const identity = await subjects.identify(project, person.token)
    const valueFor = async (whom: Identity) =>
      (await ruleset.forSubject(project, whom)).evaluations.find((one) => one.key === key)?.value
    expect(await valueFor(identity)).toBe(true)
    await sluice.widget(project, { token: person.token, previous: token })
    sluice.clock.advance(1000)
    expect((await policies.of(project, identity)).policy.pace).toBe('seasonal')
    expect(await valueFor(identity)).toBe(true)
  })

  it('tells the pages of this person that are open elsewhere', async () => {
    const person = newPerson()
    const elsewhere = await sluice.widget(project, { token: person.token })
    const told = new Promise((done) => elsewhere.socket.once('flags:changed', done))
    const device = await usedDevice()
    await sluice.widget(project, { token: person.token, previous: device.token })
    await told
  })
})

describe('two people on one device', () => {
  it('are not mixed: what went into one never goes into another', async () => {
    const device = await usedDevice()
    const [first, second] = [newPerson(), newPerson()]
    await sluice.widget(project, { token: first.token, previous: device.token })
    const widget = await sluice.widget(project, { token: second.token, previous: device.token })
    expect(await textsOf(widget)).toEqual([])
    expect(await belongingsOf(second.subject)).toEqual({ subjects: 1 })
    expect(await textsOf(await sluice.widget(project, { token: first.token }))).toEqual(['Before I signed in'])
  })

  it('are not mixed when both sign in at the same moment', async () => {
    const device = await usedDevice()
    const both = [newPerson(), newPerson()]
    const widgets = await Promise.all(
      both.map(({ token }) => sluice.widget(project, { token, previous: device.token })),
    )
    const texts = await Promise.all(widgets.map(textsOf))
    expect(texts.map(({ length }) => length).sort()).toEqual([0, 1])
  })

  it('leave an anonymous token that leads nowhere: sockets end, and every door refuses it', async () => {
    const device = await usedDevice()
    const { subjects } = sluice.services
    const link = `/me/${project.key}/enter/${await subjects.handOff(project, device.identity)}`
    const agent = sluice.agent()
    const open = `/me/${project.key}/enter/${await subjects.handOff(project, device.identity)}`
    const enter = async (path: string) => {
      const _csrf = csrfIn((await agent.get(path)).text)
      return agent.post(path).type('form').send({ _csrf })
    }
    expect((await enter(open)).status).toBe(303)

    const ended = new Promise((done) => device.widget.socket.once('disconnect', done))
    await sluice.widget(project, { token: newPerson().token, previous: device.token })
    expect(await ended).toBe('io server disconnect')
    await expect(sluice.widget(project, { token: device.token })).rejects.toMatchObject({
      data: { kind: 'unauthenticated', message: expect.stringContaining('leads nowhere any more') },
    })
    await sluice
      .agent()
      .post('/ofrep/v1/evaluate/flags')
      .set({ 'x-api-key': project.clientKey, 'sluice-subject': device.token })
      .send({})
      .expect(401)
    expect((await enter(link)).status).toBe(404)
    expect((await agent.get(`/me/${project.key}`).expect(200)).text).toContain('start here')
    await agent.get(`/me/${project.key}/answers`).expect(401)
  })
})

describe('what does not go with a signed token', () => {
  it.each([
    ['previous alone', () => ({ previous: sluice.services.subjects.issue(project) })],
    [
      'previous beside an anonymous token',
      () => ({ token: sluice.services.subjects.issue(project), previous: sluice.services.subjects.issue(project) }),
    ],
    ['a forged previous', () => ({ token: newPerson().token, previous: 'anon.AAAAAAAAAAAAAAAAAAAAAA.0.x' })],
    ['a signed previous', () => ({ token: newPerson().token, previous: newPerson().token })],
    ['a previous that is an object', () => ({ token: newPerson().token, previous: { $ne: 1 } as never })],
  ])('%s is refused, and names it', async (_name, how) => {
    await expect(sluice.widget(project, how())).rejects.toMatchObject({
      data: { kind: 'unauthenticated', faults: [{ field: 'previous' }] },
    })
  })

  it('a previous of another project is refused', async () => {
    const other = await sluice.project('elsewhere', 'Elsewhere')
    const previous = sluice.services.subjects.issue(other)
    await expect(sluice.widget(project, { token: newPerson().token, previous })).rejects.toMatchObject({
      data: { faults: [{ field: 'previous' }] },
    })
  })
})

describe('a crash in the middle', () => {
  /** The merge as it runs in the server, but for the mover at which it stops. */
  function stoppingAt(stop: number, movers: readonly Mover[], store: ReturnType<typeof mergeStore>) {
    const { subjects } = sluice.services
    return mergeService({
      ...{ store, subjects, clock: sluice.clock, onBegin: () => {}, onMerged: () => {} },
      movers: [...movers.slice(0, stop), () => Promise.reject(new Error('power cut'))],
    })
  }

  let store: ReturnType<typeof mergeStore>
  beforeAll(() => {
    store = mergeStore(sluice.connection.useDb(sluice.connection.name))
  })

  const moversOf = ({ services }: TestSluice): Mover[] => [
    (of, from, into) => services.policies.move(of, from, into, false),
    (of, from, { subject }) => services.exposures.move(of, from, subject),
    (of, from, { subject }) => services.moveSurveys(of, from, subject),
    (of, from, { subject }) => services.conversations.move(of, from, subject),
    (of, from, { subject }) => services.subjects.move(of, from, subject),
  ]

  it.each([
    [0, true],
    [1, false],
    [2, true],
    [3, false],
    [4, true],
    [5, false],
  ])('after %i moves is taken up at the next connection (with previous: %p)', async (stop, remembers) => {
    const device = await usedDevice()
    const before = await belongingsOf(device.identity.subject)
    const person = newPerson()
    const broken = stoppingAt(stop, moversOf(sluice), store)
    const presented = { subject: person.token, previous: device.token }
    for (const _ of ['once', 'and again']) await expect(broken.arrive(project, presented)).rejects.toThrow('power cut')

    const other = newPerson()
    await sluice.widget(project, { token: other.token, previous: device.token })
    expect(await belongingsOf(other.subject)).toEqual({ subjects: 1 })

    for (const _ of ['at the next connection', 'and at the one after']) {
      const widget = await sluice.widget(project, {
        token: person.token,
        ...(remembers && { previous: device.token }),
      })
      expect(await textsOf(widget)).toEqual(['Before I signed in'])
      expect(await belongingsOf(person.subject)).toEqual(before)
      expect(await belongingsOf(device.identity.subject)).toEqual({})
    }
  })
})

it('tells signed subjects from anonymous ones', () => {
  expect([isSigned('user_anon_x'), isSigned('anon_user_x')]).toEqual([true, false])
})
