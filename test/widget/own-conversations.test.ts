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
    known.add('a', message('a2', 3), 'open')
    expect(known.all().map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('adds a message once, in its place, and says what it did', () => {
    const known = ownConversations()
    known.replace([conversation('a', [message('a1', 1)])])
    expect(known.add('a', message('a3', 3), 'open')).toBe(true)
    expect(known.add('a', message('a2', 2), 'open')).toBe(true)
    expect(known.add('a', message('a2', 2), 'open')).toBe(false)
    expect(known.add('elsewhere', message('x', 4), 'open')).toBeUndefined()
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
    known.add('a', message('a2', 2), 'open')
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

  it('takes along how a conversation stands, and nothing of one that is not known', () => {
    const known = ownConversations()
    known.replace([conversation('a', [message('a1', 1, 'subject')])])
    known.add('a', message('a2', 2), 'closed')
    expect(known.get('a')?.state).toBe('closed')
    known.change('a', (one) => ({ ...one, readByTeam: 2 }))
    known.change('b', (one) => ({ ...one, readByTeam: 2 }))
    expect(known.all()).toMatchObject([{ id: 'a', state: 'closed', readByTeam: 2 }])
  })
})
