import { figuresOf as figuresMade } from '../../src/insights/question-figures.ts'
import { type Question, question as shape } from '../../src/surveys/question.ts'
import type { QuestionResult } from '../../src/surveys/results.ts'

/** With ordinary spaces in the place of narrow ones. */
const figuresOf = (...args: Parameters<typeof figuresMade>): ReturnType<typeof figuresMade> =>
  JSON.parse(JSON.stringify(figuresMade(...args)).replaceAll('\u202f', ' '))

const asked = (kind: string, more: object = {}): Question => shape.parse({ kind, id: 'q', text: 'How is it?', ...more })
const result = (kind: string, more: Partial<QuestionResult>): QuestionResult => ({
  ...{ question: 'q', kind, text: 'How is <it>?', answered: 0, lastAnswered: 0, ...more },
})
const scores = (...counts: [score: number, n: number][]) => counts.map(([score, n]) => ({ score, n }))
const sum = (all: { n: number }[]) => all.reduce((total, { n }) => total + n, 0)
const scored = (kind: string, ...counts: [number, number][]) =>
  result(kind, { answered: sum(scores(...counts)), scores: scores(...counts) })

it('makes nothing of four answers', () => {
  expect(figuresOf(scored('nps', [9, 4]), asked('nps'))).toMatchObject({ isShown: false, figures: [], rows: [] })
})

it('gives each figure its interval, and no answers one by one before there are twenty', () => {
  const few = figuresOf(scored('nps', [9, 3], [3, 3]), asked('nps'))
  expect(few).toMatchObject({ isShown: true, isTentative: true, rows: [] })
  expect(few.figures.map(({ name, value }) => [name, value])).toEqual([
    ['Mean score, of 10', '6.0'],
    ['NPS', '0'],
  ])
  for (const { interval } of few.figures) expect(interval).toMatch(/\d to \+?\d/)
  expect(few.figures[1]).not.toHaveProperty('chart')
  expect(figuresOf(scored('nps', [9, 20]), asked('nps')).figures[1]?.chart).toContain('How is &lt;it&gt;?')
})

it.each([
  [
    'csat',
    {},
    [
      [5, 15],
      [1, 5],
    ],
    'Satisfied: gave 4 or 5',
    '75 %',
    '53 % to 89 %',
    5,
  ],
  [
    'ces',
    {},
    [
      [5, 10],
      [4, 10],
    ],
    'It was easy: gave 5, 6 or 7',
    '50 %',
    '30 % to 70 %',
    7,
  ],
  [
    'rating',
    { steps: 5 },
    [
      [5, 10],
      [4, 10],
    ],
    'Gave 4 or 5',
    '100 %',
    '84 % to 100 %',
    5,
  ],
  [
    'rating',
    { steps: 2, look: 'thumb' },
    [
      [2, 10],
      [1, 10],
    ],
    'Gave the highest, 2',
    '50 %',
    '30 % to 70 %',
    2,
  ],
] as const)('reads %s %j as a share', (kind, more, counts, name, value, interval, rows) => {
  const { figures, rows: shown } = figuresOf(
    scored(kind, ...counts.map(([score, n]) => [score, n] as [number, number])),
    asked(kind, more),
  )
  expect(figures).toEqual([{ name, value, interval }])
  expect(shown).toHaveLength(rows)
})

const choices = {
  choices: [
    { id: 'a', label: 'A' },
    { id: 'b', label: 'B' },
    { id: 'c', label: 'C' },
  ],
}

it('counts every choice, the unchosen too, the most chosen first', () => {
  const chosen = [
    { choice: 'a', label: 'A', n: 3 },
    { choice: 'b', label: 'B', n: 7 },
  ]
  const { rows } = figuresOf(result('single', { answered: 10, choices: chosen }), asked('single', choices))
  expect(rows.map(({ label, n, share }) => [label, n, share])).toEqual([
    ['B', 7, '70 %'],
    ['A', 3, '30 %'],
    ['C', 0, '0 %'],
  ])
})

it('puts yes before no, and ranked choices by how far ahead they were put, without a number', () => {
  const no = { choice: 'no', label: 'No', n: 6 }
  const { rows } = figuresOf(
    result('boolean', { answered: 6, choices: [no] }),
    asked('boolean', { yes: 'Yes', no: 'No' }),
  )
  expect(rows.map(({ label, n }) => [label, n])).toEqual([
    ['Yes', 0],
    ['No', 6],
  ])
  const ranked = [
    { choice: 'a', label: 'A', n: 5, meanRank: 2.2 },
    { choice: 'b', label: 'B', n: 5, meanRank: 1.1 },
  ]
  expect(figuresOf(result('ranking', { answered: 5, choices: ranked }), asked('ranking', choices))).toMatchObject({
    ...{ order: ['B', 'A'], rows: [], figures: [] },
  })
})
