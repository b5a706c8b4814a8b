import fc from 'fast-check'
import { answerFaults } from '../../src/surveys/answers.ts'
import { question } from '../../src/surveys/question.ts'
import type { AnswerPart } from '../../src/surveys/response.ts'
import type { Rule } from '../../src/surveys/rule.ts'
import cases from './answers.cases.json' with { type: 'json' }

const choices = (...ids: string[]) => ids.map((id) => ({ id, label: id }))

const questions = [
  { kind: 'nps', id: 'nps', text: 'a', required: true },
  { kind: 'csat', id: 'csat', text: 'a' },
  { kind: 'ces', id: 'ces', text: 'a' },
  { kind: 'rating', id: 'rating', text: 'a', steps: 3 },
  { kind: 'single', id: 'single', text: 'a', choices: choices('a', 'b'), other: true },
  {
    ...{ kind: 'multiple', id: 'multiple', text: 'a', min: 2, max: 3 },
    choices: [...choices('a', 'b', 'c', 'd'), { id: 'none', label: 'None', exclusive: true }],
  },
  { kind: 'text', id: 'text', text: 'a', min: 3, max: 10 },
  { kind: 'text', id: 'email', text: 'a', input: 'email' },
  { kind: 'text', id: 'url', text: 'a', input: 'url' },
  { kind: 'text', id: 'number', text: 'a', input: 'number' },
  { kind: 'boolean', id: 'boolean', text: 'a', yes: 'Yes', no: 'No' },
  { kind: 'ranking', id: 'ranking', text: 'a', choices: choices('a', 'b', 'c') },
  { kind: 'statement', id: 'statement', text: 'a', button: 'Go', required: true },
].map((one) => question.parse(one))

type Case = { name: string; state?: AnswerPart['state']; answer: object; rules?: Rule[]; faults: string[] }

const scored = { question: 'nps', score: 5, ms: 0 }
const isAboutNps = (answer: object) => 'question' in answer && answer.question === 'nps'

/** Completed unless the case says otherwise, with the required score first. */
it.each(cases as Case[])('$name', ({ state = 'completed', answer, rules = [], faults }) => {
  const given = isAboutNps(answer) ? [{ ms: 0, ...answer }] : [scored, { ms: 0, ...answer }]
  const found = answerFaults({ questions, rules }, { state, answers: given as AnswerPart['answers'] })
  expect(found.map(({ field }) => field.replace(/^answers\.\d+\./, ''))).toEqual(faults)
})

const anyAnswer = fc.record(
  {
    question: fc.constantFrom(...questions.map(({ id }) => id), 'unknown'),
    score: fc.nat(11),
    choices: fc.array(fc.constantFrom('a', 'b', 'none', 'other', 'x'), { maxLength: 3 }),
    text: fc.constantFrom('', 'ab', 'a@b.example', 'https://a.example', '12'),
    yes: fc.boolean(),
    order: fc.array(fc.constantFrom('a', 'b', 'c', 'x'), { maxLength: 3 }),
    ms: fc.nat(10),
  },
  { requiredKeys: ['question', 'ms'] },
)

it('refuses nothing unfinished that it takes when it is complete', () => {
  fc.assert(
    fc.property(fc.array(anyAnswer, { maxLength: 4 }), (answers) => {
      const of = (state: AnswerPart['state']) => answerFaults({ questions, rules: [] }, { state, answers })
      if (of('completed').length === 0) expect([...of('partial'), ...of('dismissed')]).toEqual([])
      expect(of('partial').length).toBeLessThanOrEqual(of('completed').length)
    }),
  )
})
