import { io } from 'socket.io-client'
import type { Project } from '../../src/projects/project.ts'
import { publishFlag } from '../support/published-flag.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
  await sluice.services.projects.setDimensions(project, [{ key: 'plan', name: 'Plan', values: ['free', 'pro'] }])
  await publishFlag(sluice, project, 'new-editor')
  sluice.clock.advance(1000)
})

const said = { appVersion: '2.3.1', dimensions: { plan: 'pro' } }

it('travels with what is sent over a socket into the snapshot, and into the inbox', async () => {
  const { ask } = await sluice.widget(project, { context: said })
  const id = uuid()
  dataOf(await ask('feedback:send', { id, kind: 'idea', text: 'With a version' }))
  const { snapshot } = await sluice.services.conversations.find(project, id)
  expect(snapshot).toMatchObject(said)
  const { agent } = await sluice.signedIn()
  const { text } = await agent.get(`/console/notewell/inbox/${id}`).expect(200)
  expect(text).toContain('Version: 2.3.1')
  expect(text).toContain('Plan: pro')
})

it('tells the page what of it does not count, and takes the rest', async () => {
  const socket = io(`${sluice.url}/widget`, {
    transports: ['websocket'],
    forceNew: true,
    auth: { key: project.clientKey, context: { appVersion: '2', dimensions: { plan: 'gold' } } },
  })
  const problem = await new Promise((resolve) => socket.once('problem', resolve))
  expect(problem).toMatchObject({
    event: 'context',
    kind: 'invalid',
    message: 'dimensions.plan: Must be one of free, pro',
    faults: [{ field: 'dimensions.plan' }],
  })
  const id = uuid()
  dataOf(await socket.emitWithAck('feedback:send', { id, kind: 'idea', text: 'Half of it' }))
  const { snapshot } = await sluice.services.conversations.find(project, id)
  expect([snapshot.appVersion, snapshot.dimensions]).toEqual(['2', undefined])
  socket.close()
})

it('is refused over HTTP with the field that is wrong', async () => {
  const { token } = (await sluice.agent().post('/api/v1/subjects').set('x-api-key', project.clientKey)).body
  const ask = (context: string) =>
    sluice
      .agent()
      .get('/api/v1/choices')
      .set({ 'x-api-key': project.clientKey, 'sluice-subject': token, 'sluice-context': context })
  const encoded = (context: unknown) => Buffer.from(JSON.stringify(context)).toString('base64url')
  await ask(encoded(said)).expect(200)
  const refused = await ask(encoded({ dimensions: { colour: 'red' } })).expect(400)
  expect(refused.body.faults).toEqual([
    { field: 'Sluice-Context: dimensions.colour', message: 'This project declares no such dimension' },
  ])
  expect((await ask('%%%').expect(400)).body.faults[0].field).toBe('Sluice-Context')
})
