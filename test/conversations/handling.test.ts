import type { Project } from '../../src/projects/project.ts'
import { publishFlag } from '../support/published-flag.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'
import { type Team, team } from './team.ts'

let sluice: TestSluice
let project: Project
let ada: Team

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
  ada = await team(sluice, project)
  await publishFlag(sluice, project, 'editor')
})

async function written(text = 'Where did undo go?', more: object = {}) {
  const widget = await sluice.widget(project)
  const id = uuid()
  dataOf(await widget.ask('feedback:send', { id, kind: 'problem', text, ...more }))
  return { ...widget, id }
}

const detail = async (id: string) => (await ada.get(`conversations/${id}`).expect(200)).body
const act = (id: string, asked: object, version?: number) =>
  ada.post(`conversations/${id}/acts`, { act: asked, version })
const reply = (id: string, text: string, more: object = {}) =>
  ada.post(`conversations/${id}/replies`, { id: uuid(), text, ...more })

describe('a conversation', () => {
  it('goes from open to waiting to closed, and a message of the person opens it again', async () => {
    const { id, ask } = await written()
    expect(await detail(id)).toMatchObject({ state: 'open', unread: true, tags: [], readByTeam: 0 })
    await reply(id, 'Behind the dots').expect(200)
    expect(await detail(id)).toMatchObject({ state: 'waiting' })
    await act(id, { do: 'state', state: 'closed' }).expect(200)
    expect(dataOf(await ask('conversation:list')).conversations).toMatchObject([{ id, state: 'closed' }])
    dataOf(await ask('conversation:write', { id: uuid(), conversation: id, text: 'It is not there' }))
    const { state, acts } = await detail(id)
    expect(state).toBe('open')
    expect(acts).toMatchObject([
      { did: 'state', state: 'closed', by: 'Ada' },
      { did: 'state', state: 'open' },
    ])
    expect(acts[1].by).toBeUndefined()
    await reply(id, 'Now it is', { close: true }).expect(200)
    expect(await detail(id)).toMatchObject({ state: 'closed' })
  })

  it('keeps who was given it, its tags and its mood', async () => {
    const { id } = await written('Too slow', { mood: 2 })
    await act(id, { do: 'assign', assignee: ada.me.id }).expect(200)
    await act(id, { do: 'tag', add: ['speed', 'editor'] }).expect(200)
    await act(id, { do: 'tag', add: ['speed'], remove: ['editor', 'none'] }).expect(200)
    const found = await detail(id)
    expect(found).toMatchObject({ mood: 2, assignee: { id: ada.me.id, name: 'Ada' }, tags: ['speed'] })
    expect(found.acts).toMatchObject([
      { did: 'assign', to: 'Ada', by: 'Ada' },
      { did: 'tag', added: ['speed', 'editor'], removed: [] },
      { did: 'tag', added: [], removed: ['editor'] },
    ])
    await act(id, { do: 'assign', assignee: null }).expect(200)
    expect((await detail(id)).assignee).toBeUndefined()
  })

  it.each([
    ['a member that does not exist', { do: 'assign', assignee: 'nobody' }, 'assignee'],
    ['a tag that is no slug', { do: 'tag', add: ['Speed!'] }, 'act.add.0'],
    ['more than 20 tags', { do: 'tag', add: Array.from({ length: 21 }, (_, i) => `t${i}`) }, 'act.add'],
    ['a state that does not exist', { do: 'state', state: 'gone' }, 'act.state'],
    ['a revision that does not exist', { do: 'link', to: { flag: 'editor', revision: 9 } }, 'to.revision'],
  ])('refuses %s', async (_name, asked, field) => {
    const { id } = await written()
    const { body } = await act(id, asked).expect(400)
    expect(body.faults).toMatchObject([{ field }])
    expect((await detail(id)).acts).toEqual([])
  })

  it('refuses tags beyond 20 over several acts', async () => {
    const { id } = await written()
    await act(id, { do: 'tag', add: Array.from({ length: 20 }, (_, i) => `t${i}`) }).expect(200)
    await act(id, { do: 'tag', add: ['more'] }).expect(400)
    await act(id, { do: 'tag', add: ['more'], remove: ['t0'] }).expect(200)
  })

  it('lets one of two who act at once win, and says so to the other', async () => {
    const { id, ask } = await written()
    const { version } = await detail(id)
    await act(id, { do: 'state', state: 'closed' }, version).expect(200)
    await act(id, { do: 'state', state: 'waiting' }, version).expect(412)
    // What is so already is no change, so a repeat of the winner's is no fault.
    await act(id, { do: 'state', state: 'closed' }, version).expect(200)
    const seen = (await detail(id)).version
    dataOf(await ask('conversation:write', { id: uuid(), conversation: id, text: 'One more' }))
    await act(id, { do: 'state', state: 'closed' }, seen).expect(412)
    expect(await detail(id)).toMatchObject({ state: 'open' })
  })

  it('loses no tag of twenty members who tag at once', async () => {
    const { id } = await written()
    const tags = Array.from({ length: 4 }, (_, i) => `tag-${i}`)
    const answers = await Promise.all(tags.map((tag) => act(id, { do: 'tag', add: [tag] })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect((await detail(id)).tags.sort()).toEqual(tags)
  })

  it('takes a note and a message once under their ids, and no id for two things', async () => {
    const [one, other] = [await written(), await written('Another')]
    const note = { id: uuid(), text: 'Ask Bo about this' }
    const receipt = (await ada.post(`conversations/${one.id}/notes`, note).expect(200)).body
    expect((await ada.post(`conversations/${one.id}/notes`, note).expect(200)).body).toEqual(receipt)
    await ada.post(`conversations/${one.id}/notes`, { ...note, text: 'Else' }).expect(409)
    await ada.post(`conversations/${other.id}/notes`, note).expect(409)
    const said = { id: uuid(), text: 'Thanks' }
    await ada.post(`conversations/${one.id}/replies`, said).expect(200)
    await ada.post(`conversations/${other.id}/replies`, said).expect(409)
    const message = { id: said.id, conversation: other.id, text: 'Thanks' }
    expect(await other.ask('conversation:write', message)).toMatchObject({ problem: { kind: 'conflict' } })
    const again = { id: said.id, kind: 'idea', text: 'Thanks' }
    expect(await other.ask('feedback:send', again)).toMatchObject({ problem: { kind: 'conflict' } })
    expect((await detail(one.id)).notes).toMatchObject([{ ...note, author: 'Ada' }])
    expect((await detail(other.id)).messages).toHaveLength(1)
  })

  it('marks what the team has read, never back, and tells the person', async () => {
    const { id, ask, socket } = await written()
    const first = (await detail(id)).messages[0].sequence
    const told = new Promise((done) => socket.once('conversation:read', done))
    expect((await ada.post(`conversations/${id}/read`, { sequence: 10 ** 9 }).expect(200)).body).toEqual({
      readByTeam: first,
    })
    expect(await told).toEqual({ conversation: id, readByTeam: first })
    expect((await ada.post(`conversations/${id}/read`, { sequence: 1 }).expect(200)).body).toEqual({
      readByTeam: first,
    })
    expect(await detail(id)).toMatchObject({ unread: false })
    expect(dataOf(await ask('conversation:list')).conversations).toMatchObject([{ readByTeam: first }])
    dataOf(await ask('conversation:write', { id: uuid(), conversation: id, text: 'More' }))
    await ada.post(`conversations/${id}/read`, { sequence: first }).expect(200)
    expect(await detail(id)).toMatchObject({ unread: true })
  })

  it('counts for the person what they have not read', async () => {
    const { id, ask } = await written()
    await reply(id, 'One').expect(200)
    await reply(id, 'Two').expect(200)
    const { unread, conversations } = dataOf(await ask('conversation:list'))
    expect(unread).toBe(2)
    const sequence = conversations[0]?.messages[1]?.sequence
    dataOf(await ask('conversation:read', { conversation: id, sequence }))
    expect(dataOf(await ask('conversation:list')).unread).toBe(1)
  })
})

describe('many at once', () => {
  it('are all handled but those that cannot be', async () => {
    const all = [await written('A'), await written('B')]
    const ids = [...all.map(({ id }) => id), uuid()]
    const asked = { do: 'tag', add: ['many'] }
    const { body } = await ada.post('conversations/acts', { ids, act: asked }).expect(200)
    expect(body).toMatchObject({ done: ids.slice(0, 2), refused: [{ id: ids[2] }] })
    const versions = { [all[0]?.id ?? '']: 1 }
    const close = { do: 'state', state: 'closed' }
    const second = await ada.post('conversations/acts', { ids: ids.slice(0, 2), act: close, versions }).expect(200)
    expect(second.body).toMatchObject({ done: [ids[1]], refused: [{ id: ids[0] }] })
    await ada.post('conversations/acts', { ids: Array.from({ length: 101 }, uuid), act: asked }).expect(400)
  })
})

describe('canned replies', () => {
  it('are kept by key and filled in for who gets them', async () => {
    const { id, ask } = await written()
    await ada.put('canned-replies/thanks', { name: 'Thanks', text: 'Thank you, {name}! Bye {name}' }).expect(200)
    expect((await ada.get(`conversations/${id}/canned-replies`)).body.replies).toMatchObject([
      { key: 'thanks', text: 'Thank you! Bye' },
    ])
    const { subject } = await sluice.services.conversations.find(project, id)
    await sluice.services.subjects.rename(project, subject, 'Eve $&')
    expect((await ada.get(`conversations/${id}/canned-replies`)).body.replies).toMatchObject([
      { text: 'Thank you, Eve $&! Bye Eve $&' },
    ])
    await ada.put('canned-replies/odd', { name: 'Odd', text: 'Hello {surname}' }).expect(400)
    await ada.remove('canned-replies/thanks').expect(200)
    await ada.remove('canned-replies/thanks').expect(404)
    expect((await ada.get('canned-replies')).body.replies).toEqual([])
    dataOf(await ask('conversation:list'))
  })
})

it('is nothing of another project’s', async () => {
  const { id } = await written('Mine alone')
  const other = await sluice.project('elsewhere', 'Elsewhere')
  const there = await team(sluice, other)
  for (const path of ['replies', 'notes'])
    await there.post(`conversations/${id}/${path}`, { id: uuid(), text: 'x' }).expect(404)
  await there.post(`conversations/${id}/acts`, { act: { do: 'state', state: 'closed' } }).expect(404)
  await there.post(`conversations/${id}/read`, { sequence: 1 }).expect(404)
  await there.post(`conversations/${id}/duplicates`, { ids: [uuid()] }).expect(404)
  await there.post(`conversations/${id}/unmerge`).expect(404)
  await there.get(`conversations/${id}`).expect(404)
  await there.get(`conversations/${id}/canned-replies`).expect(404)
  expect((await there.get('conversations')).body).toEqual({ conversations: [] })
  expect(await detail(id)).toMatchObject({ state: 'open', notes: [], acts: [] })
})
