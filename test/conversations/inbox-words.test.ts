import {
  inboxSentence,
  matchSentence,
  paceLabel,
  rungOf,
  sawSentence,
  seenFlags,
} from '../../src/conversations/inbox-words.ts'
import { defaultChannels } from '../../src/projects/channel.ts'

const from = (...subjects: string[]) => subjects.map((subject) => ({ subject }))

it.each([
  [from(), 0, 'Nobody waits for an answer.'],
  [from('a'), 1, 'One person waits for an answer.'],
  [from('a', 'b', 'a'), 3, 'Two people wait for an answer.'],
  [from('a', 'b'), 1200, '1\u202f200 conversations wait for an answer.'],
])('says who waits: %j of %d', (listed, count, sentence) => {
  expect(inboxSentence(listed, count)).toBe(sentence)
})

it('goes by keys where a channel, a pace or a flag is gone', () => {
  expect(rungOf(defaultChannels, 'beta')).toEqual({ index: 1, name: 'Beta' })
  expect(rungOf(defaultChannels, 'nightly')).toEqual({ index: 0, name: 'nightly' })
  expect(paceLabel('calm')).toBe('calm')
  expect(paceLabel('first')).toBe('as soon as it is out')
  expect(paceLabel('someday')).toBe('someday')
  expect(seenFlags({ ties: [{ flag: 'gone', revision: 0, variant: 'on', assignment: 'channel' }] }, [])).toEqual([
    { flag: 'gone', text: 'gone: on', isNew: true, claimed: false },
  ])
})

const states = (...all: ('open' | 'waiting')[]) => all.map((state) => ({ state }))

it.each([
  [states(), true, 'No conversation matches.'],
  [states(), false, 'Nothing on this page matches.'],
  [states('open'), true, 'One conversation matches; it waits for an answer.'],
  [states('waiting'), true, 'One conversation matches; none waits for an answer.'],
  [states('open', 'open'), true, 'Two conversations match; all wait for an answer.'],
  [states('open', 'waiting', 'waiting'), true, 'Three conversations match; one waits for an answer.'],
  [states('open', 'open', 'waiting'), false, 'Three conversations that match on this page; two wait for an answer.'],
])('says how many match: %j, all %s', (listed, isAll, sentence) => {
  expect(matchSentence(listed, isAll)).toBe(sentence)
})

const flags = [
  { key: 'editor', title: 'New editor', off: 'off' },
  { key: 'cards', title: 'Cards', off: 'off' },
]
const saw = (subject: string, ...ties: { flag: string; variant?: string; claimed?: boolean }[]) => ({
  subject,
  snapshot: { ties: ties.map((tie) => ({ revision: 1, variant: 'on', assignment: 'channel' as const, ...tie })) },
})

it.each([
  [[], undefined],
  [[saw('a')], undefined],
  [[saw('a', { flag: 'editor', variant: 'off' }), saw('b', { flag: 'editor', claimed: true })], undefined],
  [[saw('a', { flag: 'editor' })], 'They had seen New editor.'],
  [[saw('a', { flag: 'editor' }), saw('a', { flag: 'editor' }), saw('b')], 'One of them had seen New editor.'],
  [[saw('a', { flag: 'editor' }), saw('b', { flag: 'editor' }, { flag: 'cards' })], 'All of them had seen New editor.'],
  [[saw('a', { flag: 'editor' }), saw('b', { flag: 'cards' }), saw('c')], 'One of them had seen Cards.'],
])('says what most of those who wait had seen: %j', (listed, sentence) => {
  expect(sawSentence(listed, flags)).toBe(sentence)
})
