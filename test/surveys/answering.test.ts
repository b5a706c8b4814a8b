import type { Project } from '../../src/projects/project.ts'
import { publishFlag } from '../support/published-flag.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { publishSurvey, scoreDraft } from '../support/surveys.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
  await publishFlag(sluice, project, 'editor')
  await publishSurvey(sluice, project, 'writing', scoreDraft('editor'))
  sluice.clock.advance(1000)
})

/** Somebody who has seen the editor and is asked about it. */
async function asked() {
  const token = sluice.services.subjects.issue(project)
  const { subject } = await sluice.services.subjects.identify(project, token)
  const { ask, socket } = await sluice.widget(project, { token })
  const { evaluatedAt } = dataOf(await ask('flags:evaluate'))
  const seen = { id: uuid(), evaluatedAt, flags: [{ key: 'editor', variant: 'on' }] }
  dataOf(await ask('exposure:seen', seen))
  const id = uuid()
  dataOf(await ask('survey:ask', { id, survey: 'writing', revision: 1, language: 'en' }))
  const send = (seq: number, state: string, answers: object[], more: object = {}) =>
    ask('survey:answer', { id: uuid(), response: id, seq, state, answers, ...more })
  const response = async () => (await sluice.services.responses.askedOf(project, subject))[0]
  return { ask, socket, subject, id, send, response }
}

const scored = (score: number) => ({ question: 'score', score })

it('keeps a partial answer from the first click on; the highest number wins, and completed is final', async () => {
  const { send, response } = await asked()
  expect(await response()).toMatchObject({ state: 'shown', answers: [], trigger: { on: 'exposure', flag: 'editor' } })
  dataOf(await send(2, 'partial', [scored(8)]))
  dataOf(await send(1, 'partial', [scored(3)]))
  expect(await response()).toMatchObject({ state: 'partial', seq: 2, answers: [{ score: 8 }] })
  dataOf(await send(3, 'completed', [scored(9), { question: 'why', text: 'Fast' }]))
  dataOf(await send(4, 'dismissed', []))
  expect(await response()).toMatchObject({
    ...{ state: 'completed', seq: 3, answers: [{ score: 9 }, { text: 'Fast' }] },
    doneAt: sluice.clock.now(),
  })
})

it('goes on with what is not finished on the next page, for a day', async () => {
  const { ask, id, send } = await asked()
  const open = async () => dataOf(await ask('survey:watch')).open
  expect(await open()).toMatchObject({ asked: { response: id, survey: 'writing' }, answers: [], seq: 0 })
  dataOf(await send(1, 'partial', [scored(8)]))
  expect(await open()).toMatchObject({ asked: { response: id }, answers: [{ score: 8 }], seq: 1 })
  dataOf(await send(2, 'dismissed', []))
  expect(await open()).toBeUndefined()
  const other = await asked()
  sluice.clock.advance(86_400_000)
  expect(dataOf(await other.ask('survey:watch')).open).toBeUndefined()
})

it('takes what was put aside up again', async () => {
  const { send, response } = await asked()
  dataOf(await send(1, 'dismissed', []))
  dataOf(await send(2, 'completed', [scored(1)]))
  expect((await response())?.state).toBe('completed')
})

it('gives each part its own receipt, and the same for the same again', async () => {
  const { ask, id } = await asked()
  const part = { id: uuid(), response: id, seq: 1, state: 'partial', answers: [scored(5)] }
  const receipt = dataOf(await ask('survey:answer', part))
  sluice.clock.advance(1000)
  expect(dataOf(await ask('survey:answer', part))).toEqual(receipt)
  expect(dataOf(await ask('survey:answer', { ...part, id: uuid(), seq: 2 })).sequence).not.toBe(receipt.sequence)
  expect(await ask('survey:answer', { ...part, seq: 3 })).toMatchObject({ problem: { kind: 'conflict' } })
  const other = await asked()
  expect(await other.ask('survey:answer', part)).toMatchObject({ problem: { kind: 'conflict' } })
  expect(await other.ask('survey:answer', { ...part, id: uuid() })).toMatchObject({ problem: { kind: 'missing' } })
})

it('is tied to what had been seen when it was last answered', async () => {
  const { exposures } = sluice.services
  const { ask, send, response } = await asked()
  dataOf(await send(1, 'partial', [scored(5)]))
  const before = (await response())?.snapshot
  await publishFlag(sluice, project, 'menu')
  sluice.clock.advance(1000)
  const { evaluatedAt } = dataOf(await ask('flags:evaluate'))
  dataOf(await ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key: 'menu', variant: 'on' }] }))
  dataOf(await send(2, 'completed', [scored(5)]))
  const after = (await response())?.snapshot ?? ''
  expect(after).not.toBe(before)
  const ties = (await exposures.snapshots(project, [after])).get(after)?.ties
  expect(ties?.map(({ flag, variant }) => [flag, variant])).toEqual([
    ['editor', 'on'],
    ['menu', 'on'],
  ])
})

it.each([
  ['a question that does not exist', 'partial', [{ question: 'none', score: 1 }], 'answers.0.question'],
  ['a score outside', 'completed', [{ question: 'score', score: 11 }], 'answers.0.score'],
  ['a required one left out', 'completed', [], 'answers.score'],
  ['what does not answer the question', 'partial', [{ question: 'score', text: 'Nine' }], 'answers.0.text'],
  ['one question twice', 'partial', [scored(1), scored(2)], 'answers.1.question'],
])('refuses %s and names it', async (_name, state, answers, field) => {
  const { send, response } = await asked()
  const refused = await send(1, state, answers)
  expect(refused).toMatchObject({ ok: false, problem: { kind: 'invalid' } })
  expect(refused.ok ? [] : refused.problem.faults.map((fault) => fault.field)).toContain(field)
  expect((await response())?.state).toBe('shown')
})

it('refuses more than 16 KiB, and goes on afterwards', async () => {
  const { send } = await asked()
  const answers = Array.from({ length: 10 }, () => ({ question: 'why', text: 'ä'.repeat(2000) }))
  expect(await send(1, 'partial', answers)).toMatchObject({ problem: { faults: [{ field: 'answers' }] } })
  dataOf(await send(1, 'partial', [scored(2)]))
})

it('counts what happened once however often it is sent, and no more than fifty kinds a day', async () => {
  const { ask, subject } = await asked()
  const happened = (name: string, id = uuid()) => ask('event:happened', { id, name, properties: { size: 3 } })
  const id = uuid()
  const receipt = dataOf(await happened('export.done', id))
  expect(dataOf(await happened('export.done', id))).toEqual(receipt)
  dataOf(await happened('export.done'))
  const rows = sluice.connection.collection('happenings')
  expect(await rows.find({ project: project.id, subject }).toArray()).toMatchObject([{ name: 'export.done', times: 2 }])
  for (let i = 1; i < 50; i++) dataOf(await happened(`kind-${i}`))
  expect(await happened('one-more')).toMatchObject({ problem: { kind: 'conflict' } })
  dataOf(await happened('export.done'))
})

it('takes 200 parts of one answer, those that come too late counted in', async () => {
  const { send } = await asked()
  for (let seq = 200; seq > 150; seq--) dataOf(await send(seq, 'partial', [scored(5)]))
  for (let seq = 201; seq <= 350; seq++) dataOf(await send(seq, 'partial', [scored(6)]))
  expect(await send(351, 'completed', [scored(7)])).toMatchObject({ problem: { kind: 'limited' } })
})
