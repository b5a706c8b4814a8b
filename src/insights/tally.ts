import type { Tie } from '../exposures/exposure.ts'
import { count, fewest, type Histogram } from './score.ts'

/** So many people (`n`) gave this score and had this snapshot. */
export type ScoreRow = { snapshot: string; score: number; n: number }

/** The answers of those who had one variant; scores of a slice that is `too few` are never handed out. */
export type Slice = { variant: string; n: number } & ({ state: 'shown'; histogram: Histogram } | { state: 'too few' })

/** Why an answer counts on neither side; `several`: more than one variant, or by a draw and by choice. */
type LeftOut = 'untied' | 'claimed' | 'forced' | 'waiting' | 'several'

/** One flag's answers: `chosen` and `fair` are never pooled; slices are sorted by the variants' keys. */
export type Tally = { n: number; chosen: Slice[]; fair: Slice[]; leftOut: Record<LeftOut, number> }

type Place = { side: 'chosen' | 'fair'; variant: string }

/** Sorts every answer into a slice of its flag, or counts why it is left out; `ties` by the snapshot's hash. */
export function tally(
  flag: string,
  rows: readonly ScoreRow[],
  ties: ReadonlyMap<string, readonly Pick<Tie, 'flag' | 'variant' | 'assignment' | 'claimed'>[]>,
): Tally {
  const sides = { chosen: new Map<string, number[]>(), fair: new Map<string, number[]>() }
  const leftOut: Record<LeftOut, number> = { untied: 0, claimed: 0, forced: 0, waiting: 0, several: 0 }
  for (const { snapshot, score, n } of rows) {
    const place = placeOf((ties.get(snapshot) ?? []).filter((tie) => tie.flag === flag))
    if (typeof place === 'string') {
      leftOut[place] += n
      continue
    }
    const side = sides[place.side]
    const histogram = side.get(place.variant) ?? new Array<number>(11).fill(0)
    if (histogram[score] === undefined) throw new RangeError(`A score is a whole number of 0..10, got ${score}`)
    histogram[score] += n
    side.set(place.variant, histogram)
  }
  return { ...fewPeople(sides, leftOut), leftOut }
}

function placeOf(ties: readonly Pick<Tie, 'variant' | 'assignment' | 'claimed'>[]): Place | LeftOut {
  const [first, ...rest] = ties
  if (!first) return 'untied'
  if (ties.some((tie) => tie.claimed)) return 'claimed'
  if (ties.some((tie) => tie.assignment === 'forced')) return 'forced'
  if (rest.some((tie) => tie.variant !== first.variant)) return 'several'
  if (ties.some((tie) => tie.assignment === 'waiting')) return 'waiting'
  const drawn = ties.filter((tie) => tie.assignment === 'random').length
  if (drawn > 0 && drawn < ties.length) return 'several'
  return { side: drawn > 0 ? 'fair' : 'chosen', variant: first.variant }
}

function fewPeople(
  sides: Record<Place['side'], ReadonlyMap<string, Histogram>>,
  leftOut: Record<LeftOut, number>,
): Pick<Tally, 'n' | 'chosen' | 'fair'> {
  const slices = (['chosen', 'fair'] as const).flatMap((side) =>
    [...sides[side]]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([variant, histogram]) => ({ side, variant, histogram, n: count(histogram) })),
  )
  const rest = count(Object.values(leftOut))
  const shown = mayShow(
    slices.map((slice) => slice.n),
    rest,
  )
  const of = (wanted: Place['side']): Slice[] =>
    slices.flatMap(({ side, variant, n, histogram }, i) => {
      if (side !== wanted) return []
      return [shown[i] ? { variant, n, state: 'shown', histogram } : { variant, n, state: 'too few' }]
    })
  return { n: count(slices.map((slice) => slice.n)) + rest, chosen: of('chosen'), fair: of('fair') }
}

/**
 * Which of the disjoint slices, of so many people each, may show their scores beside `rest` people in none of them:
 * since the scores of all are known elsewhere, what is not shown is the sum that anybody can get by subtraction, so
 * it holds nobody or at least five, and the smallest slice that could be shown hides too where it would not.
 */
export function mayShow(sizes: readonly number[], rest: number): boolean[] {
  const shown = sizes.map((n) => n >= fewest)
  const hidden = rest + count(sizes.filter((n) => n < fewest))
  if (hidden === 0 || hidden >= fewest) return shown
  const smallest = Math.min(...sizes.filter((n) => n >= fewest))
  const victim = sizes.indexOf(smallest)
  return shown.map((show, i) => show && i !== victim)
}
