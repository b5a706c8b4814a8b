import { csrfIn, dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
withSluice((started) => {
  sluice = started
})

type Agent = ReturnType<TestSluice['agent']>

const send = async (agent: Agent, path: string, from = path) => {
  const _csrf = csrfIn((await agent.get(from)).text)
  return agent.post(path).set('accept', 'text/html').type('form').send({ _csrf })
}

async function begun(key: string) {
  const agent = sluice.agent()
  await send(agent, `/me/${key}/begin`, `/me/${key}`)
  return agent
}

const linkIn = (html: string) => /id="device-link">([^<]+)</.exec(html)?.[1] ?? ''

it('opens the same subject on another device, with what they chose and what the product knows', async () => {
  const { key } = await sluice.project()
  const here = await begun(key)
  expect((await here.get(`/me/${key}`)).text).toContain(`action="/me/${key}/device"`)
  const shown = await send(here, `/me/${key}/device`)
  expect(shown.status).toBe(200)
  expect(shown.text).toContain('It works once, and until 09:02.')
  expect(shown.text).toContain('<svg class="qr"')
  const link = linkIn(shown.text)
  expect(link.startsWith(`${sluice.url}/me/${key}/enter/`)).toBe(true)

  const there = sluice.agent()
  expect((await send(there, new URL(link).pathname)).status).toBe(303)
  const choice = { channel: 'beta', pace: 'calm', _csrf: csrfIn((await there.get(`/me/${key}`)).text) }
  await there.post(`/me/${key}/choices`).type('form').send(choice).expect(303)
  sluice.clock.advance(1)
  expect((await here.get(`/me/${key}`)).text).toMatch(/value="beta" checked/)
  const tokenOf = async (agent: Agent) => /data-subject="([^"]+)"/.exec((await agent.get('/demo')).text)?.[1]
  expect(await tokenOf(there)).toBe(await tokenOf(here))
  expect((await send(sluice.agent(), new URL(link).pathname)).status).toBe(404)
})

it('makes a link only by a POST of one’s own, and another one each time', async () => {
  const { key } = await sluice.project('own', 'Own')
  const path = `/me/${key}/device`
  await sluice.agent().get(path).expect(401)
  const agent = await begun(key)
  expect(linkIn((await agent.get(path).expect(200)).text)).toBe('')
  await agent.post(path).type('form').send({}).expect(403)
  const [one, two] = [linkIn((await send(agent, path)).text), linkIn((await send(agent, path)).text)]
  expect(one).not.toBe(two)
  sluice.clock.advance(2 * 60_000 + 1)
  expect((await send(sluice.agent(), new URL(two).pathname)).status).toBe(404)
})

it('takes a signed subject along too: the demo product there knows who they are', async () => {
  const project = await sluice.services.projects.byKey('notewell')
  if (!project) throw new Error('No project')
  const { identitySecrets, subjects } = sluice.services
  await identitySecrets.make(project, { name: 'Ada' })
  const own = await subjects.tokenOf(project, { subject: 'user_u-1', since: 0, name: 'Grace' })
  const identity = await subjects.identify(project, own ?? '')
  const there = sluice.agent()
  const path = `/me/notewell/enter/${await subjects.handOff(project, identity)}`
  expect((await send(there, path)).status).toBe(303)
  const token = /data-subject="([^"]+)"/.exec((await there.get('/demo')).text)?.[1] ?? ''
  const { ask } = await sluice.widget(project, { token })
  dataOf(await ask('feedback:send', { id: uuid(), kind: 'idea', text: 'From over there' }))
  const { conversations } = await sluice.services.conversations.ofSubject(project, identity)
  expect(conversations.map(({ messages }) => messages[0]?.text)).toEqual(['From over there'])
  expect(await subjects.identityOf(project, 'user_u-1')).toMatchObject({ name: 'Grace' })
})
