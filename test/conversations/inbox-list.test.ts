import { cursorOf, placeOf } from '../../src/conversations/inbox.ts'
import type { Project } from '../../src/projects/project.ts'
import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { dataOf, startSluice, type TestSluice, uuid } from '../support/sluice.ts'
import { type Team, team } from './team.ts'

let sluice: TestSluice
let project: Project
let ada: Team

beforeAll(async () => {
  sluice = await startSluice()
  project = await sluice.project()
  ada = await team(sluice, project)
  for (const key of ['editor', 'cards']) {
    await sluice.services.flags.create(project, key, switchDraft())
    await sluice.services.flags.publish(project, key, toEverybody(), by)
  }
  sluice.clock.advance(1000)
})
afterAll(async () => {
  await sluice.close()
  expect(sluice.faults).toEqual([])
})

const list = async (query: Record<string, string> = {}) =>
  (await ada.get('conversations').query(query).expect(200)).body
const textsOf = async (query: Record<string, string>) =>
  (await list(query)).conversations.map(({ last }: { last: { text: string } }) => last.text)

async function written(
  text: string,
  { kind = 'problem', saw, context }: { kind?: string; saw?: string; context?: object } = {},
) {
  const widget = await sluice.widget(project, context ? ({ context } as object) : {})
  if (saw !== undefined) {
    const { evaluatedAt } = dataOf(await widget.ask('flags:evaluate'))
    dataOf(await widget.ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key: saw, variant: 'on' }] }))
  }
  const id = uuid()
  dataOf(await widget.ask('feedback:send', { id, kind, text }))
  sluice.clock.advance(1000)
  return { ...widget, id }
}

it('shows those that each filter means, and all that several mean together', async () => {
  const one = await written('Where is Ärger (a+b)?', { saw: 'editor' })
  const two = await written('Nice', { kind: 'praise', saw: 'cards' })
  const three = await written('How?', { kind: 'question' })
  await ada.post(`conversations/${two.id}/acts`, { act: { do: 'tag', add: ['glad'] } }).expect(200)
  await ada.post(`conversations/${two.id}/acts`, { act: { do: 'assign', assignee: ada.me.id } }).expect(200)
  await ada.post(`conversations/${three.id}/acts`, { act: { do: 'state', state: 'closed' } }).expect(200)
  await ada.post(`conversations/${three.id}/notes`, { id: uuid(), text: 'Ask the *librarian*' }).expect(200)
  await ada.post(`conversations/${one.id}/read`, { sequence: 10 ** 9 }).expect(200)
  const { subject } = await sluice.services.conversations.find(project, two.id)
  expect(await textsOf({})).toEqual(['How?', 'Nice', 'Where is Ärger (a+b)?'])
  for (const [query, expected] of [
    [{ state: 'open' }, ['Nice', 'Where is Ärger (a+b)?']],
    [{ state: 'closed' }, ['How?']],
    [{ kind: 'praise' }, ['Nice']],
    [{ tag: 'glad' }, ['Nice']],
    [{ tag: 'sad' }, []],
    [{ assignee: ada.me.id }, ['Nice']],
    [{ assignee: 'none' }, ['How?', 'Where is Ärger (a+b)?']],
    [{ flag: 'editor' }, ['Where is Ärger (a+b)?']],
    [{ flag: 'cards', variant: 'on' }, ['Nice']],
    [{ flag: 'cards', variant: 'off' }, []],
    [{ channel: 'stable' }, ['How?', 'Nice', 'Where is Ärger (a+b)?']],
    [{ channel: 'canary' }, []],
    [{ pace: 'calm' }, []],
    [{ appVersion: '9.9' }, []],
    [{ text: 'ÄRGER (A+B)' }, ['Where is Ärger (a+b)?']],
    [{ text: 'a.b' }, []],
    [{ text: '.*' }, []],
    [{ text: '*librarian*' }, ['How?']],
    [{ unread: 'true' }, ['How?', 'Nice']],
    [{ unread: 'false' }, ['Where is Ärger (a+b)?']],
    [{ state: 'open', kind: 'praise', tag: 'glad', flag: 'cards', text: 'ni' }, ['Nice']],
  ] as [Record<string, string>, string[]][])
    expect({ query, texts: await textsOf(query) }).toEqual({ query, texts: expected })
  expect((await list({ tag: 'glad' })).conversations[0]).toMatchObject({ subject, tags: ['glad'], reachable: false })
  expect((await list()).conversations[0]).not.toHaveProperty('messages')
})

it.each([
  [{ variant: 'on' }, 'variant'],
  [{ state: 'gone' }, 'state'],
  [{ limit: '101' }, 'limit'],
  [{ limit: '0' }, 'limit'],
  [{ cursor: 'x' }, 'cursor'],
  [{ cursor: Buffer.from('[1,{"$gt":""}]').toString('base64url') }, 'cursor'],
  [{ 'text[$ne]': 'x', tag: '$ne' }, 'tag'],
])('refuses the filter %j', async (query, field) => {
  const { body } = await ada.get('conversations').query(query).expect(400)
  expect(body.faults).toMatchObject([{ field }])
})

it('gives each conversation once, page after page, however many came in the same millisecond', async () => {
  const other = await sluice.project('paged', 'Paged')
  const there = await team(sluice, other)
  const { ask } = await sluice.widget(other)
  const ids = Array.from({ length: 25 }, uuid)
  for (const [i, id] of ids.entries()) {
    dataOf(await ask('feedback:send', { id, kind: 'idea', text: `Idea ${i}` }))
    if (i % 5 === 4) sluice.clock.advance(1)
  }
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const query = { limit: '4', ...(cursor && { cursor }) }
    const { conversations, next } = (await there.get('conversations').query(query).expect(200)).body
    seen.push(...conversations.map(({ id }: { id: string }) => id))
    cursor = next
  } while (cursor)
  expect(seen).toHaveLength(25)
  expect(new Set(seen)).toEqual(new Set(ids))
  expect(seen.slice(0, 5).sort()).toEqual(ids.slice(20).sort())
})

it('reads its own cursors', () => {
  const place = { lastAt: 1_800_000_000_000, id: uuid() }
  expect(placeOf(cursorOf(place))).toEqual(place)
})
