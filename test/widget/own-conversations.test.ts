import type { Message, OwnConversation } from '../../src/conversations/conversation.ts'
import { ownConversations, unreadOf } from '../../src/widget/own-conversations.ts'

const message = (id: string, sequence: number, from: Message['from'] = 'team'): Message => ({
  id,
  from,
  text: id,
  at: sequence,
  sequence,
})
const conversation = (id: string, messages: Message[], readBySubject = 0): OwnConversation => ({
  id,
  kind: 'idea',
  at: 0,
  messages,
  state: 'open',
  readBySubject,
  readByTeam: 0,
})

describe('ownConversations', () => {
  it('puts the one that moved last first', () => {
    const known = ownConversations()
    known.replace([conversation('a', [message('a1', 1)]), conversation('b', [message('b1', 2)])])
    expect(known.all().map(({ id }) => id)).toEqual(['b', 'a'])
    known.add('a', message('a2', 3))
    expect(known.all().map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('adds a message once, in its place, and says what it did', () => {
    const known = ownConversations()
    known.replace([conversation('a', [message('a1', 1)])])
    expect(known.add('a', message('a3', 3))).toBe(true)
    expect(known.add('a', message('a2', 2))).toBe(true)
    expect(known.add('a', message('a2', 2))).toBe(false)
    expect(known.add('elsewhere', message('x', 4))).toBeUndefined()
    expect(known.get('a')?.messages.map(({ id }) => id)).toEqual(['a1', 'a2', 'a3'])
  })

  it('counts unread replies over all conversations until they are read', () => {
    const known = ownConversations()
    known.replace([
      conversation('a', [message('a1', 1, 'subject'), message('a2', 2)]),
      conversation('b', [message('b1', 3), message('b2', 4)], 3),
    ])
    expect(known.unread()).toBe(2)
    expect(known.read('a')).toBe(2)
    expect(known.read('a')).toBeUndefined()
    expect(known.unread()).toBe(1)
  })

  it('does not lose what is known when the same conversation is started twice', () => {
    const known = ownConversations()
    known.start(conversation('a', [message('a1', 1, 'subject')]))
    known.add('a', message('a2', 2))
    known.start(conversation('a', [message('a1', 1, 'subject')]))
    expect(known.get('a')?.messages).toHaveLength(2)
  })

  it.each([
    [0, 3],
    [1, 2],
    [2, 2],
    [3, 1],
    [4, 0],
  ])("read up to %i: %i of the team's messages are unread", (read, unread) => {
    const messages = [message('1', 1), message('2', 2, 'subject'), message('3', 3), message('4', 4)]
    expect(unreadOf(conversation('a', messages, read))).toBe(unread)
  })
})
