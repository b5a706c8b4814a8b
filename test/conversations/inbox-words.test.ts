import { inboxSentence, paceLabel, rungOf, seenFlags } from '../../src/conversations/inbox-words.ts'
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
