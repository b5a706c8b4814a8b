import { cursorOf, placeOf } from '../../src/conversations/inbox.ts'
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
  for (const key of ['editor', 'cards']) {
    await publishFlag(sluice, project, key)
  }
  sluice.clock.advance(1000)
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

it('finds what is common, what is rare and what is old among thousands, and each once', async () => {
  const other = await sluice.project('thousands', 'Thousands')
  const there = await team(sluice, other)
  const { ask } = await sluice.widget(other)
  const id = uuid()
  dataOf(await ask('feedback:send', { id, kind: 'idea', text: 'The oldest needle' }))
  const conversations = sluice.connection.collection('conversations')
  type Copied = { [field: string]: unknown; at: number; messages: object[] }
  const { _id, ...one } = (await conversations.findOne({ id })) as unknown as Copied
  const many = Array.from({ length: 5200 }, (_, i) => {
    const [copy, at] = [uuid(), one.at + 1 + Math.floor(i / 3)]
    const tags = [...(i % 2 ? ['common'] : []), ...(i === 10 || i === 4000 ? ['rare'] : [])]
    const messages = [{ ...one.messages[0], id: copy, text: i % 2 ? 'Hay' : 'Straw' }]
    return { ...one, _id: `${other.id}:${copy}`, id: copy, at, lastAt: at, tags, messages }
  })
  for (let i = 0; i < many.length; i += 1000) await conversations.insertMany(many.slice(i, i + 1000) as never)
  type Page = { conversations: { id: string }[]; next?: string }
  const page = async (query: Record<string, string>): Promise<Page> =>
    (
      await there
        .get('conversations')
        .query({ limit: '100', ...query })
        .expect(200)
    ).body
  const all = async (query: Record<string, string>) => {
    const seen: string[] = []
    let [pages, cursor]: [number, string | undefined] = [0, undefined]
    do {
      const found: Page = await page({ ...query, ...(cursor && { cursor }) })
      seen.push(...found.conversations.map((one) => one.id))
      cursor = found.next
      pages++
    } while (cursor)
    return { seen, pages }
  }
  const first = await page({ tag: 'common' })
  const second = await page({ tag: 'common', cursor: first.next ?? '' })
  const newest = many.filter(({ tags }) => tags.includes('common')).slice(-200)
  expect([...first.conversations, ...second.conversations].map((one) => one.id).sort()).toEqual(
    newest.map((one) => one.id).sort(),
  )
  expect((await all({ tag: 'rare' })).seen).toEqual([many[4000]?.id, many[10]?.id])
  expect((await all({ tag: 'rare', kind: 'idea' })).seen).toHaveLength(2)
  expect((await all({ tag: 'rare', kind: 'praise' })).seen).toEqual([])
  // A search goes on from page to page until it has seen everything.
  expect(await all({ text: 'NEEDLE' })).toEqual({ seen: [id], pages: 2 })
  expect((await all({ text: 'straw', tag: 'rare' })).seen).toHaveLength(2)
  expect(await sluice.services.inbox.counts(other)).toEqual({ open: 5201, waiting: 0, closed: 0, unread: 5201 })
})

it('reads its own cursors', () => {
  const place = { lastAt: 1_800_000_000_000, sequence: 7 }
  expect(placeOf(cursorOf(place))).toEqual(place)
})
