import supertest from 'supertest'
import { canaryFirst, switchDraft } from '../support/drafts.ts'
import { csrfIn, dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { answerScore, scoreDraft } from '../support/surveys.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice

withSluice((started) => {
  sluice = started
})

it('does the main job, from the first account to a roll back that everybody’s page follows', async () => {
  // The team: the first account through its link, then a product, a flag, a change and a question.
  const token = await sluice.services.accounts.offerSetUp()
  const team = supertest.agent(sluice.url)
  const setUp = await team.get(`/console/set-up/${token}`).expect(200)
  const account = { name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' }
  await team
    .post(`/console/set-up/${token}`)
    .type('form')
    .send({ ...account, _csrf: csrfIn(setUp.text) })
    .expect(303)
  const csrf = csrfIn((await team.get('/console')).text)
  await team.post('/console/projects').type('form').send({ name: 'Notewell', key: 'notewell', _csrf: csrf }).expect(303)
  const project = await sluice.services.projects.byKey('notewell')
  if (!project) throw new Error('The product was not made')

  const api = '/api/v1/projects/notewell'
  const withToken = { 'x-csrf-token': csrf }
  await team.put(`${api}/flags/new-editor`).set(withToken).send(switchDraft()).expect(200)
  const change = canaryFirst({ reach: { canary: 100_000, beta: 20_000, stable: 0 } })
  await team.post(`${api}/flags/new-editor/changes`).set(withToken).send(change).expect(200)
  await team.put(`${api}/surveys/writing/draft`).set(withToken).send(scoreDraft('new-editor')).expect(200)
  await team.post(`${api}/surveys/writing/publish`).set(withToken).send({}).expect(200)
  sluice.clock.advance(60_000)

  // A visitor: the most cautious channel by default, so the old editor.
  const visitor = await sluice.widget(project)
  const editor = async () => dataOf(await visitor.ask('flags:evaluate')).flags.find(({ key }) => key === 'new-editor')
  expect(await editor()).toMatchObject({ value: false })

  // Their own page, opened from the widget: the effect of Canary is shown before it is chosen.
  const { url } = dataOf(await visitor.ask('choices:open'))
  const browser = supertest.agent(sluice.url)
  const path = new URL(url).pathname
  const door = await browser.get(path).expect(200)
  const entered = await browser
    .post(path)
    .type('form')
    .send({ _csrf: csrfIn(door.text) })
    .expect(303)
  expect(entered.headers.location).toBe('/me/notewell')
  const before = await browser.get('/me/notewell').query({ channel: 'canary', pace: 'first' }).expect(200)
  expect(before.text).toContain('New editor')
  expect(await editor()).toMatchObject({ value: false })
  const told = new Promise((resolve) => visitor.socket.once('flags:changed', resolve))
  const choice = { channel: 'canary', pace: 'first', _csrf: csrfIn(before.text) }
  await browser.post('/me/notewell/choices').type('form').send(choice).expect(303)
  await told
  sluice.clock.advance(1000)
  expect(await editor()).toMatchObject({ value: true, variant: 'on' })
  const after = await browser.get('/me/notewell').expect(200)
  expect(after.text).toContain('Write and see the result in one place.')

  // They see it, are asked, answer, and write.
  const { evaluatedAt } = dataOf(await visitor.ask('flags:evaluate'))
  const seen = { id: uuid(), evaluatedAt, flags: [{ key: 'new-editor', variant: 'on' }] }
  dataOf(await visitor.ask('exposure:seen', seen))
  expect(dataOf(await visitor.ask('survey:watch')).surveys).toMatchObject([{ key: 'writing', due: true }])
  await answerScore(visitor.ask, 'writing', 9)
  const feedback = { id: uuid(), kind: 'problem', text: 'Where did <b>undo</b> go?' }
  dataOf(await visitor.ask('feedback:send', feedback))

  // The team reads what they saw, literally what they wrote, and replies; they read it at once.
  const letter = await team.get(`/console/notewell/inbox/${feedback.id}`).expect(200)
  expect(letter.text).toContain('Where did &lt;b&gt;undo&lt;/b&gt; go?')
  expect(letter.text).toContain('Canary')
  const insight = await team.get('/console/notewell/insights/new-editor').expect(200)
  expect(insight.text).toContain('1 answer so far, too few to show')
  const reply = new Promise((resolve) => {
    visitor.socket.on('conversation:message', (push: { message: { from: string } }) => {
      if (push.message.from === 'team') resolve(push)
    })
  })
  const words = { id: uuid(), text: 'Behind the three dots.' }
  await team.post(`${api}/conversations/${feedback.id}/replies`).set(withToken).send(words).expect(200)
  expect(await reply).toMatchObject({ message: { text: 'Behind the three dots.', author: 'Ada' } })
  expect((await browser.get('/me/notewell/answers').expect(200)).text).toContain('Behind the three dots.')

  // The team moves it on, halts it, lets it go on, and takes it back.
  const act = async (what: string, body: object = {}) => {
    await team.post(`${api}/flags/new-editor/${what}`).set(withToken).send(body).expect(200)
    sluice.clock.advance(1000)
  }
  const other = await sluice.widget(project)
  const othersEditor = async () => dataOf(await other.ask('flags:evaluate')).flags[0]
  await act('changes/1/halt')
  await act('changes/1/widen', { reach: { stable: 100_000 } })
  expect(await othersEditor()).toMatchObject({ value: false })
  await act('resume')
  expect(await othersEditor()).toMatchObject({ value: true })
  await act('roll-back/0')
  expect(await othersEditor()).toMatchObject({ value: false })
  expect(await editor()).toMatchObject({ value: false, revision: 0, immediate: false })
})
