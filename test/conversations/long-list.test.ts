import { conversationStore } from '../../src/conversations/conversation.store.ts'
import type { Message, OwnConversation } from '../../src/conversations/conversation.ts'
import { ownConversations } from '../../src/conversations/own-conversations.service.ts'
import { ownListStore } from '../../src/conversations/own-list.store.ts'
import type { HalfRead } from '../../src/conversations/own-list.ts'
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

  /** Conversations of one subject; in `said` each letter is a message, of the subject or the team, `read` so many of it. */
  async function stored(all: readonly { said: string; read: number }[]) {
    const widget = await sluice.widget(project)
    let sequence = 10 ** 6
    for (const { said, read } of all) {
      const id = await talk(widget, [['subject', 'First']])
      const text = 'Where did undo go?'.repeat(4)
      const messages = [...said].map(
        (from): Message => ({ id: uuid(), from: from === 't' ? 'team' : 'subject', text, at: 1, sequence: ++sequence }),
      )
      const readBySubject = messages[read - 1]?.sequence ?? 0
      await sluice.connection
        .collection('conversations')
        .updateOne({ project: project.id, id }, { $set: { messages, readBySubject } })
    }
    const id = (await list(widget)).conversations[0]?.id ?? ''
    return { ...widget, subject: (await sluice.services.conversations.find(project, id)).subject }
  }

  it('is bounded also by how many messages there are, and reads hardly more of them than it carries', async () => {
    const { subject } = await stored(Array.from({ length: 50 }, () => ({ said: 'st'.repeat(100), read: 200 })))
    const connection = sluice.connection.useDb(sluice.connection.name)
    const store = conversationStore(connection)
    const { newest, entire } = ownListStore(connection)
    let read = 0
    const counted = (found: HalfRead) => {
      read += found.messages.length
      return found
    }
    const { ofSubject } = ownConversations({
      ...{ store, onReadBySubject() {} },
      list: {
        newest: async (...asked) => (await newest(...asked)).map(counted),
        entire: async (...asked) => new Map([...(await entire(...asked))].map(([id, one]) => [id, counted(one)])),
      },
    })
    const { conversations, unread, answered } = await ofSubject(project, { subject })
    expect(conversations.map((one) => one.messages.length + (one.earlier?.messages ?? 0))).toEqual(
      Array.from({ length: 50 }, () => 200),
    )
    expect({ unread, answered }).toEqual({ unread: 0, answered: 50 })
    const carried = conversations.flatMap(({ messages }) => messages).length
    expect(carried).toBeGreaterThan(250)
    expect(carried).toBeLessThan(350)
    expect(read).toBeLessThan(50 * 20 + 3 * 200)
  })

  it('counts what is unread, and who has been answered, however far back that is', async () => {
    const { subject, ask } = await stored([
      { said: 'st'.repeat(100), read: 100 },
      { said: `st${'s'.repeat(198)}`, read: 1 },
      { said: 's'.repeat(120), read: 120 },
      { said: 'sttt', read: 1 },
    ])
    const { conversations, unread, answered } = await sluice.services.conversations.ofSubject(project, { subject })
    expect(conversations.map(unreadOf)).toEqual([3, 0, 1, 50])
    expect({ unread, answered }).toEqual({ unread: 54, answered: 3 })
    expect(dataOf(await ask('conversation:list')).unread).toBe(54)
  })

  it('opens nobody else’s', async () => {
    const id = await talk(await sluice.widget(project), [['subject', 'Mine']])
    const other = await sluice.widget(project)
    expect(await other.ask('conversation:thread', { conversation: id })).toMatchObject({ problem: { kind: 'missing' } })
  })
})
