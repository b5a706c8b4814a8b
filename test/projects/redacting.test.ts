import type { Project } from '../../src/projects/project.ts'
import { publishFlag } from '../support/published-flag.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { publishSurvey, scoreDraft } from '../support/surveys.ts'
import { withSluiceEach } from '../support/with-sluice.ts'

const secret = 'ada@example.org, +49 30 1234567, 4111 1111 1111 1111'
const clean = '[e-mail], [phone number], [card number]'

let sluice: TestSluice
let project: Project
withSluiceEach(async (started) => {
  sluice = started
  project = await sluice.project()
})

async function everything(): Promise<string> {
  const collections = (await sluice.connection.db?.listCollections().toArray()) ?? []
  const names = collections.map(({ name }) => name).filter((name) => name !== 'accounts')
  return JSON.stringify(await Promise.all(names.map((name) => sluice.connection.collection(name).find().toArray())))
}

/** Says the same in each place where people write freely. */
async function sayEverywhere() {
  await publishFlag(sluice, project, 'editor')
  const mail = { kind: 'text', id: 'mail', text: 'Where do we write to?', input: 'email' } as const
  const score = scoreDraft('editor')
  await publishSurvey(sluice, project, 'writing', { ...score, questions: [...score.questions, mail] })
  sluice.clock.advance(60_000)
  const { ask } = await sluice.widget(project)
  const evaluatedAt = new Date(sluice.clock.now()).toISOString()
  dataOf(await ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key: 'editor', variant: 'on' }] }))
  const lines = {
    console: [{ level: 'log', text: secret }],
    network: [{ method: 'GET', route: '/people/ada%40example.org', status: 200, ms: 1 }],
  }
  const feedback = { id: uuid(), kind: 'idea', text: secret, lines }
  const receipt = dataOf(await ask('feedback:send', feedback))
  expect(dataOf(await ask('feedback:send', feedback))).toEqual(receipt)
  dataOf(await ask('conversation:write', { id: uuid(), conversation: feedback.id, text: secret }))
  dataOf(await ask('leaving:tell', { id: uuid(), act: 'slower', reason: 'other', text: secret }))
  dataOf(await ask('hold:set', { note: secret }))
  const showing = { id: uuid(), survey: 'writing', revision: 1, language: 'en' }
  expect(dataOf(await ask('survey:ask', showing)).asked).not.toBeNull()
  const answers = [
    { question: 'score', score: 9 },
    { question: 'why', text: secret },
    { question: 'mail', text: 'grace@example.org' },
  ]
  const part = { id: uuid(), response: showing.id, seq: 1, state: 'completed', answers }
  const answered = dataOf(await ask('survey:answer', part))
  expect(dataOf(await ask('survey:answer', part))).toEqual(answered)
  return dataOf(await ask('conversation:list')).conversations[0]?.messages.map(({ text }) => text)
}

it('writes nothing of what people should not have written, but for what a question asks for', async () => {
  expect(await sayEverywhere()).toEqual([clean, clean])
  const stored = await everything()
  expect(stored).not.toMatch(/ada(?:@|%40)example|1234567|4111/)
  expect(stored.split(clean)).toHaveLength(7)
  expect(stored).toContain('grace@example.org')
})

it('writes it all where the project says so in its settings, from then on', async () => {
  const { agent, csrf } = await sluice.signedIn()
  const path = '/console/notewell/settings'
  expect((await agent.get(path)).text).toMatch(/name="redacts" value="yes" checked/)
  await agent.post(`${path}/texts`).type('form').send({ _csrf: csrf }).expect(303)
  expect((await agent.get(path)).text).toMatch(/name="redacts" value="yes">/)
  expect(await sayEverywhere()).toEqual([secret, secret])
  await agent.post(`${path}/texts`).type('form').send({ redacts: 'yes', _csrf: csrf }).expect(303)
  expect((await sluice.services.projects.byKey('notewell'))?.redacts).toBe(true)
})

it('redacts in a project that was made before there was a choice', async () => {
  await sluice.connection.collection('projects').updateMany({}, { $unset: { redacts: '' } })
  await sluice.project('other', 'Other')
  expect((await sluice.services.projects.byKey('notewell'))?.redacts).toBe(true)
})
