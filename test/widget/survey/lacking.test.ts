import { answerFaults } from '../../../src/surveys/answers.ts'
import { type Question, question } from '../../../src/surveys/question.ts'
import type { Said } from '../../../src/surveys/walk.ts'
import { lacking } from '../../../src/widget/survey/lacking.ts'

const choices = ['a', 'b', 'c', 'none'].map((id) => ({ id, label: id, ...(id === 'none' && { exclusive: true }) }))
const asked = (kind: Question['kind'], more: object = {}) =>
  question.parse({ kind, id: 'q', text: 'Q', ...(kind !== 'statement' && { required: true }), ...more })

const cases: [string, Question, Said, string | undefined][] = [
  ['a score', asked('nps'), {}, 'Choose one of these first.'],
  ['a score of nothing', asked('nps'), { score: 0 }, undefined],
  ['a score that may be left out', asked('nps', { required: false }), {}, undefined],
  ['one choice', asked('single', { choices: choices.slice(0, 2) }), {}, 'Choose one of these first.'],
  ['yes or no', asked('boolean', { yes: 'Yes', no: 'No' }), { yes: false }, undefined],
  ['several', asked('multiple', { choices }), {}, 'Choose at least 1.'],
  ['too few', asked('multiple', { choices, min: 2 }), { choices: ['a'] }, 'Choose at least 2.'],
  ['the one that goes alone', asked('multiple', { choices, min: 2 }), { choices: ['none'] }, undefined],
  ['enough', asked('multiple', { choices, min: 2 }), { choices: ['a', 'c'] }, undefined],
  ['words', asked('text'), { text: '' }, 'Write a few words first.'],
  ['more words', asked('text', { min: 5 }), { text: 'abc' }, 'Write at least 5 characters.'],
  [
    'an address',
    asked('text', { input: 'email' }),
    { text: 'ada' },
    'Write an e-mail address such as ada@example.org.',
  ],
  ['a whole address', asked('text', { input: 'email' }), { text: 'ada@example.org' }, undefined],
  [
    'a page',
    asked('text', { input: 'url' }),
    { text: 'javascript:x' },
    'Write an address such as https://example.org.',
  ],
  ['a number', asked('text', { input: 'number' }), { text: 'ten' }, 'Write a number such as 12 or 3.5.'],
  ['a number with a comma', asked('text', { input: 'number' }), { text: '3,5' }, undefined],
  [
    'an order',
    asked('ranking', { choices: choices.map(({ id, label }) => ({ id, label })) }),
    {},
    'Put them in your order first, or say that this is it already.',
  ],
  ['nothing', asked('statement', { button: 'Go' }), {}, undefined],
]

it.each(cases)('%s', (_, one, said, expected) => {
  expect(lacking(one, said)).toBe(expected)
  // Whoever is let go on here is let through by the server, and nobody else.
  const answers = [{ question: 'q', ms: 0, ...said }]
  const faults = answerFaults({ questions: [one], rules: [] }, { state: 'completed', answers })
  expect(faults.length === 0).toBe(expected === undefined)
})
