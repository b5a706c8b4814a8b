import type { LoopQuestion } from '../../src/conversations/loop.ts'
import { settling } from '../../src/widget/settling.ts'

const question = (conversation: string, revision = 1): LoopQuestion => ({
  ...{ conversation, revision, flag: 'editor', title: 'New editor' },
})
const day = 86_400_000

function device() {
  const kept = new Map<string, string>()
  const state = { owner: 'ada', now: 0 }
  const store = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  }
  const load = () => settling({ name: 'later', store, owner: () => state.owner, now: () => state.now })
  return { kept, state, load }
}

it('asks about what has arrived, once for each conversation, until it is answered', () => {
  const known = device().load()
  known.replace([question('a'), question('b')])
  known.add(question('a', 2))
  expect(known.due().map(({ conversation, revision }) => [conversation, revision])).toEqual([
    ['b', 1],
    ['a', 2],
  ])
  known.answered(question('b'))
  expect(known.of('b')).toBeUndefined()
  // A list that was on its way when it was answered.
  known.replace([question('a', 2), question('b')])
  expect(known.due()).toEqual([question('a', 2)])
  known.unanswered(question('b'))
  expect(known.due()).toHaveLength(2)
})

it('leaves alone for a week who is not sure yet, over a reload too, and asks in the conversation still', () => {
  const { load, state } = device()
  load().later(question('a'))
  const known = load()
  known.replace([question('a')])
  expect(known.due()).toEqual([])
  expect(known.of('a')).toEqual(question('a'))
  known.add(question('a', 2))
  expect(known.due()).toEqual([question('a', 2)])
  known.replace([question('a')])
  state.now = 7 * day - 1
  expect(known.due()).toEqual([])
  state.now = 7 * day
  expect(known.due()).toEqual([question('a')])
})

it('puts nothing off for somebody else, and forgets with the person', () => {
  const { load, state, kept } = device()
  const known = load()
  known.replace([question('a')])
  known.later(question('a'))
  state.owner = 'ben'
  expect(known.due()).toEqual([question('a')])
  known.forget()
  expect([known.due(), kept.size]).toEqual([[], 0])
})

it.each(['', 'no JSON', '{"owner":"ada"}', '[]'])('takes %j on the device for nothing', (text) => {
  const { load, kept } = device()
  kept.set('later', text)
  const known = load()
  known.replace([question('a')])
  expect(known.due()).toEqual([question('a')])
})
