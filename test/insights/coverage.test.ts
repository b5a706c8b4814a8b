import { type Interval, meanInterval, npsInterval } from '../../src/insights/interval.ts'
import { mean, nps } from '../../src/insights/score.ts'

// Park & Miller's minimal standard generator (CACM 31, 1988): the same draws at every run.
function drawsFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

function sample(shape: readonly number[], n: number, draw: () => number): number[] {
  const total = shape.reduce((sum, weight) => sum + weight, 0)
  const histogram = shape.map(() => 0)
  for (let i = 0; i < n; i++) {
    let left = draw() * total
    const score = shape.findIndex((weight) => {
      left -= weight
      return left < 0
    })
    histogram[score] = (histogram[score] ?? 0) + 1
  }
  return histogram
}

function coverage(shape: readonly number[], n: number, truth: number, interval: (histogram: number[]) => Interval) {
  const draw = drawsFrom(20260101)
  const runs = 1200
  const drawn = Array.from({ length: runs }, () => interval(sample(shape, n, draw)))
  return drawn.filter(({ low, high }) => low <= truth && truth <= high).length / runs
}

const shapes = {
  flat: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  bell: [0, 1, 2, 4, 8, 12, 18, 22, 18, 10, 5],
  usual: [3, 1, 2, 2, 3, 7, 7, 12, 22, 19, 22],
  divided: [25, 10, 5, 2, 2, 2, 2, 4, 8, 15, 25],
  'mostly ten': [2, 0, 0, 0, 0, 2, 1, 2, 5, 13, 75],
}

// Where most answers are near an end, few of them cannot tell how far the rest reach: there the interval errs to wide.
const meanCases: [keyof typeof shapes, number, number, number][] = [
  ['flat', 5, 0.92, 0.98],
  ['flat', 10, 0.92, 0.98],
  ['flat', 30, 0.92, 0.98],
  ['divided', 5, 0.92, 0.98],
  ['divided', 10, 0.92, 0.98],
  ['divided', 30, 0.92, 0.98],
  ['bell', 5, 0.92, 1],
  ['bell', 10, 0.92, 0.98],
  ['bell', 30, 0.92, 0.98],
  ['usual', 5, 0.92, 1],
  ['usual', 10, 0.92, 0.98],
  ['usual', 30, 0.92, 0.98],
  ['mostly ten', 5, 0.92, 1],
  ['mostly ten', 10, 0.92, 1],
  ['mostly ten', 30, 0.92, 0.98],
]

it.each(meanCases)('the mean of %s scores, %i answers, is covered in %d to %d of runs', (name, n, least, greatest) => {
  const shape = shapes[name]
  const covered = coverage(shape, n, mean(shape), meanInterval)
  expect(covered).toBeGreaterThanOrEqual(least)
  expect(covered).toBeLessThanOrEqual(greatest)
})

it.each([5, 10, 30])('the NPS of usual scores, %i answers, is covered in .92 to .98 of runs', (n) => {
  const covered = coverage(shapes.usual, n, nps(shapes.usual), npsInterval)
  expect(covered).toBeGreaterThanOrEqual(0.92)
  expect(covered).toBeLessThanOrEqual(0.98)
})
