import type { Project } from '../../src/projects/project.ts'
import { type Team, team } from '../conversations/team.ts'
import { dataOf, startSluice, type TestSluice, uuid } from '../support/sluice.ts'
import { startMailServer, toOf } from './mail-server.ts'

let mails: Awaited<ReturnType<typeof startMailServer>>
let sluice: TestSluice
let project: Project
let ada: Team

beforeEach(async () => {
  mails = await startMailServer()
  sluice = await startSluice({ mail: mails.settings })
  project = await sluice.project()
  ada = await team(sluice, project)
})
afterEach(async () => {
  await sluice.close()
  await mails.close()
  expect(sluice.faults).toEqual([])
})

/** Somebody who writes over HTTP and has no page open. */
async function gone(text: string, more: object = {}) {
  const token = sluice.services.subjects.issue(project)
  const ask = async (name: string, body: object) => {
    const headers = { 'x-api-key': project.clientKey, 'sluice-subject': token }
    return sluice
      .agent()
      .post(`/api/v1/widget/${name.replace(':', '/')}`)
      .set(headers)
      .send(body)
  }
  const id = uuid()
  expect((await ask('feedback:send', { id, kind: 'problem', text, ...more })).status).toBe(200)
  return { ask, id }
}

async function there(text: string, more: object = {}) {
  const widget = await sluice.widget(project)
  const id = uuid()
  dataOf(await widget.ask('feedback:send', { id, kind: 'problem', text, ...more }))
  return id
}

const wish = (what: string) =>
  ada.agent.post('/console/notewell/mail').type('form').send({ wish: what, _csrf: ada.csrf }).expect(303)
const reply = (id: string, text: string) => ada.post(`conversations/${id}/replies`, { id: uuid(), text }).expect(200)
const sent = async () => {
  // The job may be at the end of a round of its own.
  for (const _ of [1, 2]) await sluice.jobs.mail?.run()
  return mails.taken.splice(0).map((mail) => [toOf(mail).join(), mail.subject, mail.text?.trim()])
}

it('brings a reply to who left an address and is not there, and to nobody else', async () => {
  const away = await gone('I go', { email: ' Gone@Example.com ' })
  const silent = await gone('I left nothing')
  for (const id of [await there('I stay', { email: 'stay@example.com' }), away.id, silent.id])
    await reply(id, 'We are on it.\nSoon.')
  expect(await sent()).toEqual([
    [
      'gone@example.com',
      'Notewell: a reply to what you wrote',
      expect.stringMatching(/^Ada of Notewell replied:\n\n> We are on it\.\n> Soon\.\n\nOpen Notewell to answer\./),
    ],
  ])
  expect((await ada.get(`conversations/${away.id}`)).body).toMatchObject({ reachable: true })
  expect((await ada.get(`conversations/${away.id}`)).text).not.toContain('example.com')
})

it('reaches the people of duplicates, and nobody who took their address back', async () => {
  const one = await gone('A', { email: 'a@example.com' })
  const two = await gone('B', { email: 'b@example.com' })
  const three = await gone('C', { email: 'c@example.com' })
  const change = (conversation: string, email: string | null) =>
    three.ask('conversation:email', { conversation, email })
  expect((await change(three.id, 'a@b.example\r\nBcc: x@example.com')).status).toBe(400)
  expect((await change(one.id, null)).status).toBe(404)
  expect((await change(three.id, null)).body).toEqual({ email: null })
  await ada.post(`conversations/${one.id}/duplicates`, { ids: [two.id, three.id] }).expect(200)
  await reply(one.id, 'Fixed')
  expect((await sent()).map(([to]) => to).sort()).toEqual(['a@example.com', 'b@example.com'])
})

it('tells a member of what they want to hear of', async () => {
  const { id, ask } = await gone('First')
  expect(await sent()).toEqual([])
  await wish('all')
  const { id: second } = await gone('Second')
  const link = `${sluice.url}/console/notewell/inbox/${second}`
  expect(await sent()).toEqual([
    ['ada@example.org', 'Notewell: Somebody sent a problem', `Somebody sent a problem:\n\n> Second\n\nAnswer: ${link}`],
  ])
  const bo = await ada.colleague('Bo')
  const assign = (assignee: string) =>
    ada.post(`conversations/${id}/acts`, { act: { do: 'assign', assignee } }).expect(200)
  await assign(bo.id)
  expect(await sent()).toMatchObject([['bo@example.org', 'Notewell: Ada gave you a conversation', expect.any(String)]])
  await ask('conversation:write', { id: uuid(), conversation: id, text: 'More' })
  expect(await sent()).toMatchObject([['bo@example.org', 'Notewell: Somebody wrote again', expect.any(String)]])
  // Nobody is told of what they did themselves.
  await assign(ada.me.id)
  expect(await sent()).toEqual([])
  await wish('none')
  await ask('conversation:write', { id: uuid(), conversation: id, text: 'And more' })
  await gone('Third')
  expect(await sent()).toEqual([])
  expect((await ada.agent.get('/console/notewell/mail').expect(200)).text).toContain('value="none" checked')
})

it('writes the letters that a power cut left unwritten, once', async () => {
  await wish('all')
  const { id } = await gone('Hello')
  expect(await sent()).toHaveLength(1)
  const conversations = sluice.connection.collection('conversations')
  const stored = await conversations.findOne({ id })
  expect(stored?.untold).toEqual([])
  await sluice.connection.collection('letters').deleteMany({})
  await conversations.updateOne({ id }, { $set: { untold: [stored?.sequence] } })
  await sluice.services.resumeConversations()
  await sluice.services.resumeConversations()
  expect(await sent()).toMatchObject([['ada@example.org', 'Notewell: Somebody sent a problem', expect.any(String)]])
})

it('lets nobody’s name or product write headers', async () => {
  const other = await sluice.project('odd', 'Odd\r\nBcc: victim@example.com')
  const widget = await sluice.widget(other)
  await wish('all')
  dataOf(await widget.ask('feedback:send', { id: uuid(), kind: 'idea', text: 'x\r\nBcc: victim@example.com' }))
  await sluice.jobs.mail?.run()
  expect(mails.taken.map(({ envelope, bcc }) => [envelope, bcc])).toEqual([[['ada@example.org'], undefined]])
})

it('tells people that mail is sent, and where their own answers go', async () => {
  const one = await gone('I go', { email: 'gone@example.com' })
  const list = async () => (await one.ask('conversation:list', {})).body
  expect(await list()).toMatchObject({ mail: true, conversations: [{ id: one.id, email: 'gone@example.com' }] })
  expect((await one.ask('conversation:email', { conversation: one.id, email: null })).status).toBe(200)
  expect((await list()).conversations[0]).not.toHaveProperty('email')
  const silent = await startSluice()
  const quiet = await silent.widget(await silent.project())
  expect(dataOf(await quiet.ask('conversation:list')).mail).toBe(false)
  await silent.close()
})
