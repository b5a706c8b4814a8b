import { count, mean, nps, verdict } from '../../src/insights/score.ts'

const histogram = [1, 0, 0, 0, 0, 1, 0, 2, 1, 3, 2]

it('counts, averages and nets the scores of a histogram', () => {
  expect(count(histogram)).toBe(10)
  expect(mean(histogram)).toBeCloseTo((0 + 5 + 14 + 8 + 27 + 20) / 10, 12)
  expect(nps(histogram)).toBeCloseTo(30, 12)
})

it.each([
  ['six is a detractor', 6, -100],
  ['seven is neither', 7, 0],
  ['eight is neither', 8, 0],
  ['nine is a promoter', 9, 100],
])('%s', (_, score, expected) => {
  expect(nps(histogram.map((__, i) => (i === score ? 1 : 0)))).toBe(expected)
})

it('is no number when nobody answered', () => {
  const nobody = histogram.map(() => 0)
  expect(mean(nobody)).toBeNaN()
  expect(nps(nobody)).toBeNaN()
})

it.each([
  [0, 'too few'],
  [4, 'too few'],
  [5, 'tentative'],
  [19, 'tentative'],
  [20, 'shown'],
])('%i answers are %s', (n, expected) => {
  expect(verdict(n)).toBe(expected)
})
