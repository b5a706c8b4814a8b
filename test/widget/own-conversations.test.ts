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

  describe('where a list has left out what came earlier', () => {
    const listed = (read: number): OwnConversation => ({
      ...conversation('a', [message('3', 3, 'subject'), message('4', 4)], read),
      earlier: { messages: 2, unread: read < 2 ? 1 : 0 },
    })
    const whole = (read: number) =>
      conversation(
        'a',
        [message('1', 1, 'subject'), message('2', 2), message('3', 3, 'subject'), message('4', 4)],
        read,
      )
    const texts = (known: ReturnType<typeof ownConversations>) => known.get('a')?.messages.map(({ id }) => id)

    it('counts it as unread until any of what came later is read', () => {
      expect([0, 2, 3, 4].map((read) => unreadOf(listed(read)))).toEqual([2, 1, 1, 0])
      const known = ownConversations()
      known.replace([listed(0)])
      expect([known.read('a'), known.unread()]).toEqual([4, 0])
    })

    it('keeps it where it is known, and leaves nothing out between', () => {
      const known = ownConversations()
      known.replace([whole(4)])
      known.replace([listed(4)])
      expect([texts(known), known.get('a')?.earlier]).toEqual([['1', '2', '3', '4'], undefined])
      known.replace([{ ...conversation('a', [message('9', 9)], 4), earlier: { messages: 8, unread: 4 } }])
      expect([texts(known), known.unread()]).toEqual([['9'], 5])
    })

    it('takes all of it, and what was said and read while it was asked for stays', () => {
      const known = ownConversations()
      known.replace([listed(0)])
      known.add('a', message('5', 5), 'open')
      known.read('a')
      known.complete(whole(0))
      expect([texts(known), known.unread()]).toEqual([['1', '2', '3', '4', '5'], 0])
    })
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
