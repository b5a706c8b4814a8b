import type { Project } from '../../src/projects/project.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project
withSluice(
  async (one) => {
    sluice = one
    project = await sluice.project()
  },
  { rateLimits: 1 },
)

const trap = { website: 'https://spam.example' }
const feedback = (more: object = {}) => ({ id: uuid(), kind: 'idea', text: 'Cheap watches', ...more })
const find = (id: string) => sluice.services.conversations.find(project, id)

it('cannot be told from what everybody is told by whoever has filled it in', async () => {
  const { ask } = await sluice.widget(project)
  const [plain, trapped] = [feedback(), feedback(trap)]
  const [told, wasTrapped] = [dataOf(await ask('feedback:send', plain)), dataOf(await ask('feedback:send', trapped))]
  expect(wasTrapped).toEqual({ id: trapped.id, storedAt: told.storedAt, sequence: told.sequence + 1 })
  expect(dataOf(await ask('feedback:send', trapped))).toEqual(wasTrapped)
  expect(await ask('feedback:send', { ...trapped, text: 'Other' })).toMatchObject({ problem: { kind: 'conflict' } })
  const { conversations } = dataOf(await ask('conversation:list'))
  expect(conversations.map(({ id }) => id)).toEqual([trapped.id, plain.id])
})

it('keeps what it holds out of the inbox, where it is found by its tag', async () => {
  const { ask } = await sluice.widget(project)
  const { agent } = await sluice.signedIn()
  const before = await sluice.services.inbox.countOpen(project)
  const { id } = dataOf(await ask('feedback:send', feedback(trap)))
  expect(await sluice.services.inbox.countOpen(project)).toBe(before)
  expect(await find(id)).toMatchObject({ state: 'closed', unread: false, tags: ['unlikely'], untold: [] })
  expect((await agent.get('/console/notewell/inbox').expect(200)).text).not.toContain(id)
  expect((await agent.get('/console/notewell/inbox?state=all&tag=unlikely').expect(200)).text).toContain(id)
})

it('opens by itself for a person who writes again', async () => {
  const { ask } = await sluice.widget(project)
  const { id } = dataOf(await ask('feedback:send', feedback(trap)))
  dataOf(await ask('conversation:write', { id: uuid(), conversation: id, text: 'Are you there?' }))
  expect(await find(id)).toMatchObject({ state: 'open', unread: true })
})

it('holds those who fill it in to the limit for what comes in haste, over socket and HTTP together', async () => {
  sluice.clock.advance(3_600_000)
  const { ask } = await sluice.widget(project)
  for (let i = 0; i < 5; i++) dataOf(await ask('feedback:send', feedback(trap)))
  expect(await ask('feedback:send', feedback(trap))).toMatchObject({ problem: { kind: 'limited', retryAfter: 60 } })
  const overHttp = await sluice
    .agent()
    .post('/api/v1/widget/feedback/send')
    .set({ 'x-api-key': project.clientKey, 'sluice-subject': sluice.services.subjects.issue(project) })
    .send(feedback(trap))
  expect([overHttp.status, overHttp.headers['retry-after']]).toEqual([429, '60'])
  dataOf(await ask('feedback:send', feedback()))
})
