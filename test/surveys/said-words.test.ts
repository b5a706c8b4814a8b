import type { Tie } from '../../src/exposures/exposure.ts'
import { saidWords } from '../../src/surveys/said-words.ts'

const flags = [{ key: 'editor', title: 'New editor', variants: [{ key: 'on', name: 'On', value: true }] }]
const tie = (variant: string): Tie => ({
  flag: 'editor',
  revision: 1,
  variant,
  assignment: 'rollout' as Tie['assignment'],
})
const snapshots = new Map([
  ['one', { ties: [tie('on')] }],
  ['other', { ties: [tie('wide')] }],
])
const wrote = (subject: string, text: string, snapshot = 'one', question = 'why') => ({
  ...{ subject, snapshot, answers: [{ question, text, ms: 0 }] },
})
const five = ['e', 'd', 'c', 'b', 'a'].map((name) => wrote(name, `Text ${name}`))

it('shows what five people wrote, sorted, with what they had seen', () => {
  expect(saidWords(five, snapshots, flags)).toEqual(
    ['a', 'b', 'c', 'd', 'e'].map((name) => ({
      question: 'why',
      text: `Text ${name}`,
      saw: 'had seen New editor: On',
    })),
  )
})

it.each([
  ['four', five.slice(1)],
  ['five texts of four people', [...five.slice(1), wrote('a', 'Once more')]],
  ['five people on two questions', [...five.slice(1), wrote('e', 'Elsewhere', 'one', 'what')]],
  ['people who left the field empty', [...five.slice(1), wrote('e', '')]],
])('shows nothing of %s', (_, responses) => {
  expect(saidWords(responses, snapshots, flags)).toEqual([])
})

it('does not say what somebody had seen where fewer than five had seen the same', () => {
  const said = saidWords([...five, wrote('f', 'Text f', 'other')], snapshots, flags)
  expect(said).toHaveLength(6)
  expect(said.at(-1)).toEqual({ question: 'why', text: 'Text f' })
})
