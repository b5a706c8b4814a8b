import type { Project } from '../../src/projects/project.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'
import { type Team, team } from './team.ts'

let sluice: TestSluice
let project: Project
let ada: Team

let projects = 0
withSluice((started) => {
  sluice = started
})
beforeEach(async () => {
  project = await sluice.project(`product-${++projects}`)
  ada = await team(sluice, project)
})

async function written() {
  const widget = await sluice.widget(project)
  const id = uuid()
  dataOf(await widget.ask('feedback:send', { id, kind: 'question', text: 'Hello?' }))
  const heard: unknown[] = []
  widget.socket.onAny((name: string, data: unknown) => heard.push([name, data]))
  return { ...widget, id, heard }
}

/** Whatever was pushed before this has arrived. */
const settled = ({ ask }: Awaited<ReturnType<typeof written>>) => ask('notice:list')

it('shows both sides that the other writes, at most once a second, and stores nothing of it', async () => {
  const one = await written()
  const page = await ada.page()
  const before = await sluice.services.conversations.find(project, one.id)
  const typed: unknown[] = []
  page.socket.on('conversation:typing', (push) => typed.push(push))
  for (const _ of [1, 2, 3])
    expect(await one.ask('conversation:typing', { conversation: one.id })).toEqual({ ok: true, data: {} })
  dataOf(await page.ask('conversation:look', { conversation: one.id }))
  expect(typed).toEqual([{ conversation: one.id }])
  sluice.clock.advance(1000)
  dataOf(await one.ask('conversation:typing', { conversation: one.id }))
  dataOf(await page.ask('conversation:look', { conversation: one.id }))
  expect(typed).toHaveLength(2)

  for (const _ of [1, 2, 3]) dataOf(await page.ask('conversation:typing', { conversation: one.id }))
  await settled(one)
  const hints = one.heard.filter((push) => JSON.stringify(push).includes('typing'))
  expect(hints).toEqual([['conversation:typing', { conversation: one.id }]])
  expect(typed.at(-1)).toEqual({ conversation: one.id, member: { id: ada.me.id, name: 'Ada' } })
  expect(await sluice.services.conversations.find(project, one.id)).toEqual(before)
  page.socket.close()
})

it('lets nobody type into a conversation that is not theirs', async () => {
  const [one, other] = [await written(), await written()]
  expect(await other.ask('conversation:typing', { conversation: one.id })).toMatchObject({
    problem: { kind: 'missing' },
  })
  const page = await ada.page()
  expect(await page.ask('conversation:typing', { conversation: uuid() })).toMatchObject({
    problem: { kind: 'missing' },
  })
  expect(await page.ask('conversation:look', { conversation: 'x' })).toMatchObject({ problem: { kind: 'invalid' } })
  page.socket.close()
})

it('shows to a duplicate’s person that the team writes, in their own conversation', async () => {
  const [one, two] = [await written(), await written()]
  await ada.post(`conversations/${one.id}/duplicates`, { ids: [two.id] }).expect(200)
  const page = await ada.page()
  const told = new Promise((done) => two.socket.once('conversation:typing', done))
  dataOf(await page.ask('conversation:typing', { conversation: one.id }))
  expect(await told).toEqual({ conversation: two.id })
  const typed = page.next('conversation:typing')
  dataOf(await two.ask('conversation:typing', { conversation: two.id }))
  expect(await typed).toEqual({ conversation: one.id })
  page.socket.close()
})

it('says whether somebody of the team is there, without names, and bears a change of pages', async () => {
  const one = await written()
  expect(dataOf(await one.ask('conversation:list')).present).toBe(false)
  const there = new Promise((done) => one.socket.once('team:present', done))
  const first = await ada.page()
  expect(await there).toEqual({ present: true })
  first.socket.close()
  const second = await ada.page()
  dataOf(await second.ask('conversation:look', { conversation: null }))
  sluice.clock.advance(60_000)
  sluice.jobs.presence.run()
  expect(dataOf(await one.ask('conversation:list')).present).toBe(true)
  const gone = new Promise((done) => one.socket.once('team:present', done))
  const { presence } = sluice.services
  second.socket.close()
  while (presence.viewers(project.id, one.id).length > 0) await settled(one)
  for (let tries = 0; tries < 100 && presence.isPresent(project.id); tries++) {
    await settled(one)
    sluice.clock.advance(10_000)
    sluice.jobs.presence.run()
  }
  expect(await gone).toEqual({ present: false })
  expect(JSON.stringify(one.heard)).not.toContain('Ada')
})

it('shows members who else has a conversation open', async () => {
  const one = await written()
  const [first, second] = [await ada.page(), await ada.page()]
  const viewed = second.next('conversation:viewers')
  expect(dataOf(await first.ask('conversation:look', { conversation: one.id }))).toEqual({
    members: [{ id: ada.me.id, name: 'Ada' }],
  })
  expect(await viewed).toEqual({ conversation: one.id, members: [{ id: ada.me.id, name: 'Ada' }] })
  const left = second.next('conversation:viewers')
  first.socket.close()
  expect(await left).toEqual({ conversation: one.id, members: [] })
  second.socket.close()
})

it('tells members of what is read, written and done', async () => {
  const one = await written()
  const page = await ada.page()
  for (const act of [
    () => one.ask('conversation:write', { id: uuid(), conversation: one.id, text: 'Still there?' }),
    () => ada.post(`conversations/${one.id}/replies`, { id: uuid(), text: 'Yes' }),
    () => ada.post(`conversations/${one.id}/acts`, { act: { do: 'state', state: 'closed' } }),
    () => one.ask('conversation:read', { conversation: one.id, sequence: 10 ** 9 }),
    () => page.ask('conversation:read', { conversation: one.id, sequence: 10 ** 9 }),
  ]) {
    const changed = page.next('changed')
    await act()
    expect(await changed).toEqual({ topic: 'inbox', key: one.id })
  }
  page.socket.close()
})

it('brings with every message how the conversation stands with it', async () => {
  const one = await written()
  const otherPage = await sluice.widget(project, { token: dataOf(await one.ask('flags:evaluate')).subject })
  await ada.post(`conversations/${one.id}/replies`, { id: uuid(), text: 'Hello' }).expect(200)
  dataOf(await otherPage.ask('conversation:write', { id: uuid(), conversation: one.id, text: 'And?' }))
  await ada.post(`conversations/${one.id}/replies`, { id: uuid(), text: 'Done', close: true }).expect(200)
  await settled(one)
  const states = one.heard.map((push) => (push as [string, { state?: string }])[1].state)
  expect(states.filter((state) => state !== undefined)).toEqual(['waiting', 'open', 'closed'])
})
