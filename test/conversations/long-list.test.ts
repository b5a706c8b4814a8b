import type { Message, OwnConversation } from '../../src/conversations/conversation.ts'
import { shortened } from '../../src/conversations/present.ts'
import type { Project } from '../../src/projects/project.ts'
import { unreadOf } from '../../src/widget/own-conversations.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project
withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
})

type Widget = Awaited<ReturnType<TestSluice['widget']>>

async function talk({ ask }: Widget, said: readonly (readonly ['subject' | 'team', string])[]): Promise<string> {
  const id = uuid()
  const [[, first] = ['subject', ''], ...others] = said
  dataOf(await ask('feedback:send', { id, kind: 'idea', text: first }))
  for (const [from, text] of others)
    if (from === 'team') await sluice.services.conversations.reply(project, id, { id: uuid(), text }, { name: 'Ada' })
    else dataOf(await ask('conversation:write', { id: uuid(), conversation: id, text }))
  return id
}

const textsOf = ({ messages }: OwnConversation) => messages.map(({ text }) => text)
const list = async ({ ask }: Widget) => dataOf(await ask('conversation:list'))

it('carries whole conversations as long as they are short', async () => {
  const widget = await sluice.widget(project)
  const id = await talk(widget, [
    ['subject', 'Hello'],
    ['team', 'Hello yourself'],
  ])
  const { conversations } = await list(widget)
  expect(conversations.map(textsOf)).toEqual([['Hello', 'Hello yourself']])
  expect(conversations[0]).not.toHaveProperty('earlier')
  expect(dataOf(await widget.ask('conversation:thread', { conversation: id }))).toEqual(conversations[0])
})

describe('with much in it', () => {
  const long = 'x'.repeat(4000)

  it('carries the newest messages of each, counts all that is unread, and opens each whole', async () => {
    const widget = await sluice.widget(project)
    const said = [
      ['subject', 'First'],
      ['team', 'Reply'],
      ...Array.from({ length: 20 }, () => ['subject', long] as const),
      ['team', 'Last reply'],
    ] as const
    const ids = [await talk(widget, said), await talk(widget, said)]
    const { conversations, unread } = await list(widget)
    expect(unread).toBe(4)
    const [newest, older] = conversations
    expect(newest?.id).toBe(ids[1])
    expect(newest?.earlier).toEqual({ messages: 8, unread: 1 })
    expect(older && textsOf(older)).toEqual(['Last reply'])
    expect(older?.earlier).toEqual({ messages: 22, unread: 1 })
    const whole = dataOf(await widget.ask('conversation:thread', { conversation: ids[1] }))
    expect(textsOf(whole)).toEqual(said.map(([, text]) => text))
    expect(whole).not.toHaveProperty('earlier')
    dataOf(await widget.ask('conversation:read', { conversation: ids[1], sequence: whole.messages.at(-1)?.sequence }))
    expect((await list(widget)).unread).toBe(2)
    expect(JSON.stringify(conversations).length).toBeLessThan(90_000)
  })

  it('is bounded also by how many messages there are, however short they are', () => {
    const message = (sequence: number): Message => ({ id: `${sequence}`, from: 'team', text: '!', at: 0, sequence })
    const messages = Array.from({ length: 500 }, (_, i) => message(i + 1))
    const about = { kind: 'idea', at: 0, state: 'open', readBySubject: 10, readByTeam: 0, messages } as const
    const all = Array.from({ length: 100 }, (_, i): OwnConversation => ({ id: `${i}`, ...about }))
    const short = shortened(all)
    expect(short.map((one) => one.messages.length + (one.earlier?.messages ?? 0))).toEqual(all.map(() => 500))
    expect(short.map(unreadOf)).toEqual(all.map(() => 490))
    expect(short.flatMap((one) => one.messages).length).toBeLessThan(400)
  })

  it('opens nobody else’s', async () => {
    const id = await talk(await sluice.widget(project), [['subject', 'Mine']])
    const other = await sluice.widget(project)
    expect(await other.ask('conversation:thread', { conversation: id })).toMatchObject({ problem: { kind: 'missing' } })
  })
})
