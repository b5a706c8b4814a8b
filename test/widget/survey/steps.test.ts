import type { Question } from '../../../src/surveys/question.ts'
import type { Rule } from '../../../src/surveys/rule.ts'
import { steps } from '../../../src/widget/survey/steps.ts'

const scale = (id: string): Question => ({ kind: 'nps', id, text: id, required: false, low: '', high: '' })
const hello: Question = { kind: 'statement', id: 'hello', text: 'Hello', required: false, button: 'Go' }
const questions = [hello, scale('a'), scale('b'), scale('c')]
const rules: Rule[] = [{ after: 'a', if: { is: 'between', from: 9, to: 10 }, go: 'c' }]

const begin = (begun = { answers: [] } as Parameters<typeof steps>[1]) => steps({ questions, rules }, begun)
const at = (way: ReturnType<typeof begin>) => way.current().id

describe('steps', () => {
  it('goes by the rules, and keeps what was said on the way back', () => {
    const way = begin()
    expect([at(way), way.isFirst(), way.place()]).toEqual(['hello', true, undefined])
    way.next()
    expect([at(way), way.place()]).toEqual(['a', { at: 1, of: 3 }])
    way.say({ score: 9 })
    expect(way.place()).toEqual({ at: 1, of: 2 })
    way.next()
    expect([at(way), way.isLast(), way.place()]).toEqual(['c', true, { at: 2, of: 2 }])
    way.say({ score: 4 })
    way.back()
    expect([at(way), way.said()]).toEqual(['a', { score: 9 }])
    way.say({ score: 2 })
    way.next()
    expect(at(way)).toBe('b')
    way.next()
    expect([at(way), way.said()]).toEqual(['c', { score: 4 }])
    expect(way.next()).toBe(false)
    expect(way.answers()).toEqual([
      { question: 'hello', ms: 0 },
      { question: 'a', ms: 0, score: 2 },
      { question: 'b', ms: 0 },
      { question: 'c', ms: 0, score: 4 },
    ])
  })

  it('leaves out what another answer has taken from the way', () => {
    const way = begin({
      answers: [
        { question: 'a', score: 2, ms: 5 },
        { question: 'b', score: 7, ms: 5 },
      ],
      at: 'a',
    })
    way.say({ score: 10 })
    expect(way.answers()).toEqual([{ question: 'a', score: 10, ms: 5 }])
    expect(way.said('b')).toEqual({ score: 7 })
  })

  it('adds up how long a question was on the screen, in whole milliseconds', () => {
    const way = begin({ answers: [{ question: 'hello', ms: 0 }] })
    way.spend(40)
    expect(way.answers()).toEqual([{ question: 'hello', ms: 0 }])
    way.say({ score: 1 })
    way.spend(20.6)
    way.spend(-5)
    way.say({ score: 2 })
    way.spend(100)
    expect(way.answers()[1]).toEqual({ question: 'a', score: 2, ms: 121 })
  })

  it.each([
    ['nothing was seen', { answers: [] }, 'hello'],
    ['the first was seen', { answers: [{ question: 'hello', ms: 1 }] }, 'a'],
    [
      'a rule led over one',
      {
        answers: [
          { question: 'hello', ms: 1 },
          { question: 'a', score: 9, ms: 1 },
        ],
      },
      'c',
    ],
    [
      'they had gone back',
      {
        answers: [
          { question: 'hello', ms: 1 },
          { question: 'a', score: 9, ms: 1 },
        ],
        at: 'a',
      },
      'a',
    ],
    ['everything was seen', { answers: questions.map(({ id }) => ({ question: id, ms: 1 })) }, 'c'],
    ['the answers do not lead to where they were', { answers: [{ question: 'a', score: 9, ms: 1 }], at: 'b' }, 'hello'],
  ])('goes on where %s', (_, begun, expected) => {
    expect(at(begin(begun))).toBe(expected)
  })

  it('names no place where one thing is asked', () => {
    expect(steps({ questions: [hello, scale('a')], rules: [] }, { answers: [], at: 'a' }).place()).toBeUndefined()
  })
})
