import fc from 'fast-check'
import { type Question, question } from '../../src/surveys/question.ts'
import { cellsFor, cellsKept } from '../../src/surveys/quota.ts'
import { stateAt } from '../../src/surveys/response-state.ts'
import { resultsCounter } from '../../src/surveys/results.ts'
import { shownTo } from '../../src/surveys/shown-order.ts'
import { stateOf } from '../../src/surveys/survey-state.ts'

const day = 86_400_000

const withOrder = (order: 'fixed' | 'random' | 'reversed', pinned: string[] = []): Question =>
  question.parse({
    ...{ kind: 'multiple', id: 'parts', text: 'Which?', order },
    choices: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, label: id, pinned: pinned.includes(id) })),
  })
const orderOf = (asked: Question) => ('choices' in asked ? asked.choices.map(({ id }) => id).join('') : '')
const people = Array.from({ length: 400 }, (_, i) => `anon_${i}`)

describe('the order of choices', () => {
  it('is the same for one person, with the same choices, and pinned ones in their place', () => {
    const anyOrder = fc.constantFrom('fixed', 'random', 'reversed')
    fc.assert(
      fc.property(anyOrder, fc.subarray(['a', 'b', 'c', 'd', 'e']), fc.string(), (order, pinned, subject) => {
        const asked = withOrder(order as 'fixed', pinned)
        const shown = orderOf(shownTo(asked, 'salt', subject))
        expect(shown).toBe(orderOf(shownTo(asked, 'salt', subject)))
        expect([...shown].sort().join('')).toBe('abcde')
        for (const id of pinned) expect(shown.indexOf(id)).toBe('abcde'.indexOf(id))
        if (order === 'fixed') expect(shown).toBe('abcde')
      }),
    )
  })

  it('is reversed for half of the people', () => {
    const orders = people.map((subject) => orderOf(shownTo(withOrder('reversed', ['e']), 'salt', subject)))
    expect(new Set(orders)).toEqual(new Set(['abcde', 'dcbae']))
    const reversed = orders.filter((order) => order === 'dcbae').length
    expect(reversed).toBeGreaterThan(150)
    expect(reversed).toBeLessThan(250)
  })

  it('puts each choice first about as often when it is random', () => {
    const first = people.map((subject) => orderOf(shownTo(withOrder('random'), 'salt', subject))[0])
    for (const id of 'abcde') expect(first.filter((one) => one === id).length).toBeGreaterThan(45)
  })
})

it('counts a response in all, and with those who have the same variant', () => {
  const quota = { total: 9, perVariant: { flag: 'editor', each: 3 } }
  const has = new Map([['editor', { variant: 'on', isNew: true }]])
  const cells = cellsFor({ quota }, { has })
  expect(cells).toEqual([
    { cell: 'all', limit: 9 },
    { cell: 'editor=on', limit: 3 },
  ])
  const names = cells.map(({ cell }) => cell)
  expect(cellsKept({ quota }, names)).toEqual(cells)
  // A later revision wants other numbers, or stops counting.
  expect(cellsKept({ quota: { total: 5 } }, names)).toEqual([{ cell: 'all', limit: 5 }])
  expect(cellsFor({ quota: {} }, { has })).toEqual([])
})

it.each([
  ['shown', day - 1, 'shown'],
  ['shown', day, 'expired'],
  ['partial', 9 * day, 'partial'],
  ['completed', 9 * day, 'completed'],
] as const)('what is %s is after %i ms %s', (state, now, then) =>
  expect(stateAt({ state, shownAt: 0 }, now)).toBe(then),
)

it.each([
  [undefined, { paused: false }, 'draft'],
  [{}, { paused: false }, 'running'],
  [{}, { paused: true }, 'paused'],
  [{}, { paused: true, closedAt: 1 }, 'closed'],
  [{ opensAt: 11 }, { paused: false }, 'scheduled'],
  [{ opensAt: 10 }, { paused: false }, 'running'],
  [{ opensAt: 11 }, { paused: true }, 'paused'],
  [{ closesAt: 10 }, { paused: false }, 'closed'],
] as const)('%j with %j is %s', (survey, control, state) => expect(stateOf(survey, control, 10)).toBe(state))

it('ranks by the mean place and names yes and no as they were asked', () => {
  const ranking = question.parse({
    ...{ kind: 'ranking', id: 'r', text: 'Order' },
    choices: ['a', 'b'].map((id) => ({ id, label: id.toUpperCase() })),
  })
  const fixed = question.parse({ kind: 'boolean', id: 'f', text: 'Fixed?', yes: 'Yes!', no: 'No.' })
  const counter = resultsCounter([ranking, fixed], 0)
  const add = (order: string[], yes: boolean) =>
    counter.add({
      ...{ state: 'completed', shownAt: 0 },
      answers: [
        { question: 'r', order, ms: 0 },
        { question: 'f', yes, ms: 0 },
      ],
    })
  add(['a', 'b'], true)
  add(['a', 'b'], false)
  add(['b', 'a'], true)
  add(['a', 'b'], true)
  expect(counter.results().questions).toMatchObject([
    {
      choices: [
        { choice: 'a', label: 'A', meanRank: 1.25 },
        { choice: 'b', label: 'B', meanRank: 1.75 },
      ],
    },
    {
      choices: [
        { choice: 'yes', label: 'Yes!', n: 3 },
        { choice: 'no', label: 'No.', n: 1 },
      ],
    },
  ])
})
