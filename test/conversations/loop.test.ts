import { conversationStore } from '../../src/conversations/conversation.store.ts'
import { duplicatesStore } from '../../src/conversations/duplicates.store.ts'
import { followUpService } from '../../src/conversations/follow-up.service.ts'
import { handlingStore } from '../../src/conversations/handling.store.ts'
import { loopService } from '../../src/conversations/loop.service.ts'
import { loopStore } from '../../src/conversations/loop.store.ts'
import { arrivalOf, closureFrom } from '../../src/conversations/loop.ts'
import { sequenceStore } from '../../src/database/sequence.store.ts'
import type { SeenRow } from '../../src/exposures/exposure.ts'
import type { Flag } from '../../src/flags/flag.ts'
import type { Project } from '../../src/projects/project.ts'
import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'
import { type Team, team } from './team.ts'

let sluice: TestSluice
let project: Project
let ada: Team
let flags = 0

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
  ada = await team(sluice, project)
})

/** A flag of its own, on for everybody from revision 1, and somebody who has seen it and writes about it. */
async function reported(widgetOf?: Awaited<ReturnType<TestSluice['widget']>>, flag = `flag-${++flags}`) {
  if (!widgetOf) {
    await sluice.services.flags.create(project, flag, switchDraft({ title: 'Undo' }))
    await publish(flag)
  }
  const widget = await sluice.widget(project)
  await saw(widget, flag)
  const id = uuid()
  dataOf(await widget.ask('feedback:send', { id, kind: 'problem', text: 'Undo is gone' }))
  sluice.clock.advance(1000)
  const asked: unknown[] = []
  widget.socket.on('conversation:asked-fixed', (question) => asked.push(question))
  const waiting = async () => dataOf(await widget.ask('loop:list')).questions
  return { ...widget, id, flag, asked, waiting }
}

async function publish(flag: string) {
  await sluice.services.flags.publish(project, flag, toEverybody({ urgent: true, title: 'Undo is back' }), by)
  sluice.clock.advance(1000)
}

async function saw({ ask }: Pick<Awaited<ReturnType<TestSluice['widget']>>, 'ask'>, key: string, variant = 'on') {
  const { evaluatedAt } = dataOf(await ask('flags:evaluate'))
  dataOf(await ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key, variant }] }))
}

const link = (id: string, flag: string, revision: number) =>
  ada.post(`conversations/${id}/acts`, { act: { do: 'link', to: { flag, revision } } }).expect(200)
const detail = async (id: string) => (await ada.get(`conversations/${id}`).expect(200)).body
const closureOf = async (flag: string) => (await ada.get(`flags/${flag}/closure`).expect(200)).body

it('asks the reporter once they have seen the change, and a yes closes the conversation', async () => {
  const one = await reported()
  await publish(one.flag)
  await link(one.id, one.flag, 2)
  expect(await one.waiting()).toEqual([])
  expect(await closureOf(one.flag)).toEqual({ linked: 1, arrived: 0, asked: 0, fixed: 0, notFixed: 0, rate: null })
  const pushed = new Promise((done) => one.socket.once('conversation:asked-fixed', done))
  await saw(one, one.flag)
  await pushed
  const question = { conversation: one.id, flag: one.flag, revision: 2, title: 'Undo is back' }
  expect(await one.waiting()).toEqual([question])
  await saw(one, one.flag)
  await one.waiting()
  expect(one.asked).toEqual([question])
  expect(await closureOf(one.flag)).toEqual({ linked: 1, arrived: 1, asked: 1, fixed: 0, notFixed: 0, rate: 0 })
  const answer = { id: uuid(), conversation: one.id, fixed: true }
  const receipt = dataOf(await one.ask('loop:answer', answer))
  expect(dataOf(await one.ask('loop:answer', answer))).toEqual(receipt)
  expect(await one.ask('loop:answer', { ...answer, fixed: false })).toMatchObject({ problem: { kind: 'conflict' } })
  expect(await one.ask('loop:answer', { ...answer, id: uuid() })).toMatchObject({ problem: { kind: 'conflict' } })
  expect(await one.waiting()).toEqual([])
  expect(await detail(one.id)).toMatchObject({ state: 'closed', outcome: 'fixed' })
  expect(await closureOf(one.flag)).toEqual({ linked: 1, arrived: 1, asked: 1, fixed: 1, notFixed: 0, rate: 1 })
  expect((await detail(one.id)).acts.at(-1)).toMatchObject({ did: 'answer', fixed: true })
})

it('opens the conversation again after a no; another change is another question', async () => {
  const one = await reported()
  await publish(one.flag)
  await link(one.id, one.flag, 2)
  await ada.post(`conversations/${one.id}/acts`, { act: { do: 'state', state: 'closed' } }).expect(200)
  await saw(one, one.flag)
  dataOf(await one.ask('loop:answer', { id: uuid(), conversation: one.id, fixed: false }))
  expect(await detail(one.id)).toMatchObject({ state: 'open', unread: true, outcome: 'not-fixed' })
  expect(await closureOf(one.flag)).toMatchObject({ notFixed: 1, rate: 0 })
  await publish(one.flag)
  await link(one.id, one.flag, 3)
  expect(await one.waiting()).toEqual([])
  await saw(one, one.flag)
  expect(await one.waiting()).toMatchObject([{ revision: 3 }])
  dataOf(await one.ask('loop:answer', { id: uuid(), conversation: one.id, fixed: true }))
  expect(await closureOf(one.flag)).toMatchObject({ linked: 1, fixed: 1, notFixed: 0, rate: 1 })
})

it('asks those of duplicates too, each about their own conversation', async () => {
  const one = await reported()
  const two = await reported(one, one.flag)
  await ada.post(`conversations/${one.id}/duplicates`, { ids: [two.id] }).expect(200)
  await publish(one.flag)
  await link(one.id, one.flag, 2)
  await saw(two, one.flag)
  expect(await two.waiting()).toMatchObject([{ conversation: two.id }])
  expect(await one.waiting()).toEqual([])
  await ada.post(`conversations/${one.id}/acts`, { act: { do: 'state', state: 'closed' } }).expect(200)
  dataOf(await two.ask('loop:answer', { id: uuid(), conversation: two.id, fixed: false }))
  expect(await detail(one.id)).toMatchObject({ state: 'open', unread: true })
  expect(await closureOf(one.flag)).toMatchObject({ linked: 2, arrived: 1, notFixed: 1 })
})

it('opens the primary also after a no that was on its way while its duplicate was merged', async () => {
  const one = await reported()
  const two = await reported(one, one.flag)
  await publish(one.flag)
  for (const { id } of [one, two]) await link(id, one.flag, 2)
  await saw(two, one.flag)
  await ada.post(`conversations/${one.id}/acts`, { act: { do: 'state', state: 'closed' } }).expect(200)
  const { clock, services } = sluice
  const connection = sluice.connection.useDb(sluice.connection.name)
  const store = conversationStore(connection)
  const { next } = sequenceStore(connection)
  let isMerged = false
  const { answer } = loopService({
    ...{ store, clock, loops: loopStore(connection), duplicates: duplicatesStore(connection) },
    followUps: followUpService({
      ...{ store, handling: handlingStore(connection), duplicates: duplicatesStore(connection) },
      ...{ notify: undefined, onChanged() {} },
    }),
    ...{ seenBy: services.exposures.seenBy, flagsOf: async () => services.flags.all(project) },
    async sequence(id) {
      if (!isMerged) await ada.post(`conversations/${one.id}/duplicates`, { ids: [two.id] }).expect(200)
      isMerged = true
      return next(id)
    },
    ...{ isOnline: () => false, onAsk() {}, onAnswered() {} },
  })
  const { subject } = await services.conversations.find(project, two.id)
  await answer(project, { subject, since: 0 }, { id: uuid(), conversation: two.id, fixed: false })
  expect(await detail(one.id)).toMatchObject({ state: 'open', unread: true })
  expect(await closureOf(one.flag)).toMatchObject({ notFixed: 1 })
})

it('asks about nothing that was not linked, claimed by the page alone, unlinked, or somebody else’s', async () => {
  const one = await reported()
  await publish(one.flag)
  const answer = () => one.ask('loop:answer', { id: uuid(), conversation: one.id, fixed: true })
  expect(await answer()).toMatchObject({ problem: { kind: 'conflict' } })
  await link(one.id, one.flag, 2)
  await saw(one, one.flag, 'off')
  expect(await one.waiting()).toEqual([])
  expect(await answer()).toMatchObject({ problem: { kind: 'conflict' } })
  const other = await sluice.widget(project)
  expect(await other.ask('loop:answer', { id: uuid(), conversation: one.id, fixed: true })).toMatchObject({
    problem: { kind: 'missing' },
  })
  await ada.post(`conversations/${one.id}/acts`, { act: { do: 'link', to: null } }).expect(200)
  await saw(one, one.flag)
  expect(await one.waiting()).toEqual([])
  expect(await closureOf(one.flag)).toMatchObject({ linked: 0 })
})

it('asks at the next list, or counts at the next start, what a crash kept from being noticed', async () => {
  const one = await reported()
  const two = await reported(one, one.flag)
  await publish(one.flag)
  await link(one.id, one.flag, 2)
  await link(two.id, one.flag, 2)
  // Straight into the store, as if the server had ended before it could look.
  const rows = sluice.connection.collection('exposures')
  for (const { id } of [one, two]) {
    const { subject } = await sluice.services.conversations.find(project, id)
    const at = sluice.clock.now()
    const seen = { project: project.id, subject, flag: one.flag, revision: 2, variant: 'on', assignment: 'channel' }
    await rows.insertOne({ _id: `${id}-seen` as never, ...seen, firstAt: at, lastAt: at, times: 1, seconds: 1 })
  }
  expect(await closureOf(one.flag)).toMatchObject({ arrived: 0 })
  expect(await one.waiting()).toMatchObject([{ revision: 2 }])
  await sluice.services.resumeConversations()
  expect(await closureOf(one.flag)).toMatchObject({ linked: 2, arrived: 2, asked: 1 })
})

it('asks once although many exposures come at once, and takes one of many answers', async () => {
  const one = await reported()
  await publish(one.flag)
  await link(one.id, one.flag, 2)
  const pushed = new Promise((done) => one.socket.once('conversation:asked-fixed', done))
  await Promise.all(Array.from({ length: 8 }, () => saw(one, one.flag)))
  await pushed
  await one.waiting()
  expect(one.asked).toHaveLength(1)
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      one.ask('loop:answer', { id: uuid(), conversation: one.id, fixed: i % 2 === 0 }),
    ),
  )
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect((await detail(one.id)).acts.filter(({ did }: { did: string }) => did === 'answer')).toHaveLength(1)
})

it('keeps an answer that was stored just before the power was cut', async () => {
  const one = await reported()
  await publish(one.flag)
  await link(one.id, one.flag, 2)
  await saw(one, one.flag)
  await one.waiting()
  const connection = sluice.connection.useDb(sluice.connection.name)
  const store = conversationStore(connection)
  const { subject } = await sluice.services.conversations.find(project, one.id)
  const cut = loopService({
    ...{ store, loops: loopStore(sluice.connection), duplicates: duplicatesStore(sluice.connection) },
    followUps: {
      follow: () => Promise.reject(new Error('power cut')),
      hasToFollow: () => false,
      resume: async () => {},
    },
    seenBy: sluice.services.exposures.seenBy,
    flagsOf: async () => sluice.services.flags.all(project),
    ...{ sequence: async () => 10 ** 8, clock: sluice.clock, isOnline: () => false },
    ...{ onAsk: () => {}, onAnswered: () => {} },
  })
  const answer = { id: uuid(), conversation: one.id, fixed: true }
  await expect(cut.answer(project, { subject, since: 0 }, answer)).rejects.toThrow('power cut')
  expect(dataOf(await one.ask('loop:answer', answer))).toMatchObject({ id: answer.id, sequence: 10 ** 8 })
  expect(await detail(one.id)).toMatchObject({ state: 'closed', outcome: 'fixed' })
})

describe('whether a change has arrived for somebody', () => {
  const revision = (number: number, more: object = {}) => ({ number, weights: { on: 100_000 }, ...more })
  const flag = (...revisions: object[]) => ({ key: 'editor', off: 'off', revisions }) as unknown as Flag
  const row = (revision: number, more: Partial<SeenRow> = {}): SeenRow => ({
    ...{ flag: 'editor', revision, variant: 'on', assignment: 'channel', times: 1, seconds: 1 },
    ...{ firstAt: 200, lastAt: 300, ...more },
  })
  const two = flag(revision(1), revision(2), revision(3))

  it.each([
    ['seen', two, [row(2)], 200],
    ['a later one seen', two, [row(3)], 200],
    ['an earlier one seen', two, [row(1)], undefined],
    ['none in force, or a preview', two, [row(0)], undefined],
    ['another flag', two, [row(2, { flag: 'cards' })], undefined],
    ['only claimed', two, [row(2, { claimed: true })], undefined],
    ['dealt the old variant', two, [row(2, { variant: 'off' })], undefined],
    ['seen last before they wrote', two, [row(2, { firstAt: 10, lastAt: 90 })], undefined],
    ['seen before and after they wrote', two, [row(2, { firstAt: 10, lastAt: 150 })], 100],
    ['rolled back', flag(revision(1), revision(2, { withdrawnAt: 250 })), [row(2)], undefined],
    ['rolled back, and made again', flag(revision(1), revision(2, { withdrawnAt: 250 }), revision(3)), [row(3)], 200],
    ['a removal', flag(revision(1), revision(2, { weights: { off: 100_000 } })), [row(2, { variant: 'off' })], 200],
    ['no such revision', flag(revision(1)), [row(2)], undefined],
  ])('%s', (_name, of, rows, expected) => {
    expect(arrivalOf({ flag: 'editor', revision: 2 }, of, rows, 100)).toBe(expected)
  })

  it('counts how far they have come', () => {
    const base = { flag: 'editor', revision: 2, arrivedAt: 1 }
    const answered = (fixed: boolean) => ({ ...base, askedAt: 2, answer: { id: 'a', fixed, at: 3, sequence: 4 } })
    expect(closureFrom([])).toMatchObject({ linked: 0, rate: null })
    expect(
      closureFrom([undefined, base, { ...base, askedAt: 2 }, answered(true), answered(false), answered(true)]),
    ).toEqual({
      ...{ linked: 6, arrived: 5, asked: 4, fixed: 2, notFixed: 1, rate: 0.5 },
    })
  })
})
