import fc from 'fast-check'
import { type Question, question } from '../../src/surveys/question.ts'
import type { Answer } from '../../src/surveys/response.ts'
import type { Condition, Rule } from '../../src/surveys/rule.ts'
import { isAnswered, nextQuestion, walk } from '../../src/surveys/walk.ts'
import cases from './walk.cases.json' with { type: 'json' }

const ids = ['score', 'why', 'parts', 'fixed', 'end-note']

const questions: Question[] = [
  { kind: 'nps', id: 'score', text: 'How is it?' },
  { kind: 'text', id: 'why', text: 'Why?' },
  {
    kind: 'multiple',
    id: 'parts',
    text: 'Which parts?',
    choices: ['lists', 'links', 'none'].map((id) => ({ id, label: id })),
  },
  { kind: 'boolean', id: 'fixed', text: 'Did this fix it?', yes: 'Yes', no: 'No' },
  { kind: 'statement', id: 'end-note', text: 'Thank you', button: 'Close' },
].map((one) => question.parse(one))

type Case = { name: string; rules: Rule[]; answers: Omit<Answer, 'ms'>[]; path: string[] }

it.each(cases as Case[])('$name', ({ rules, answers, path }) => {
  const found = walk(
    { questions, rules },
    answers.map((answer) => ({ ms: 0, ...answer })),
  )
  expect(found.map(({ id }) => id)).toEqual(path)
})

const anyId = fc.constantFrom(...ids)
const anyChoices = fc.array(fc.constantFrom('lists', 'links', 'none', 'yes', 'no'), { minLength: 1, maxLength: 3 })
const anyCondition: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom<Condition>({ is: 'any' }, { is: 'answered' }, { is: 'skipped' }),
  fc.record({ is: fc.constant('between' as const), from: fc.nat(10), to: fc.nat(10) }),
  fc.record({ is: fc.constant('chosen' as const), choices: anyChoices, all: fc.boolean() }),
  fc.record({ is: fc.constant('not-chosen' as const), choices: anyChoices }),
)
const anyRule: fc.Arbitrary<Rule> = fc.record({
  after: anyId,
  if: anyCondition,
  go: fc.oneof(anyId, fc.constant('end')),
})
const anyAnswer: fc.Arbitrary<Answer> = fc.record(
  {
    question: anyId,
    score: fc.nat(10),
    choices: anyChoices,
    text: fc.string({ maxLength: 5 }),
    yes: fc.boolean(),
    ms: fc.nat(1000),
  },
  { requiredKeys: ['question', 'ms'] },
)

it('ends whatever the rules are, and never goes back', () => {
  fc.assert(
    fc.property(
      fc.array(anyRule, { maxLength: 50 }),
      fc.uniqueArray(anyAnswer, { selector: ({ question: id }) => id }),
      (rules, answers) => {
        const places = walk({ questions, rules }, answers).map(({ id }) => ids.indexOf(id))
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b))
        expect(places[0]).toBe(0)
      },
    ),
  )
})

it('goes step by step where the whole walk goes', () => {
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 10 }), fc.array(anyAnswer, { maxLength: 5 }), (rules, answers) => {
      const survey = { questions, rules }
      const path = walk(survey, answers)
      path.forEach(({ id }, i) => {
        const said = answers.find((answer) => answer.question === id)
        expect(nextQuestion(survey, id, said)).toBe(path[i + 1])
      })
    }),
  )
})

it('takes an empty answer for none', () => {
  expect(isAnswered({ text: '', choices: [], order: [] })).toBe(false)
  expect([{ score: 0 }, { yes: false }, { text: 'a' }, { order: ['a'] }].map(isAnswered)).not.toContain(false)
})
