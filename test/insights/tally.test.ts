import fc from 'fast-check'
import type { Tie } from '../../src/exposures/exposure.ts'
import { mayShow, type ScoreRow, type Tally, tally } from '../../src/insights/tally.ts'
import mayShowCases from './may-show.cases.json' with { type: 'json' }
import tallyCases from './tally.cases.json' with { type: 'json' }

type Case = { name: string; ties: Record<string, Tie[]>; rows: ScoreRow[]; expected: Tally }

it.each(tallyCases as Case[])('$name', ({ ties, rows, expected }) => {
  expect(tally('editor', rows, new Map(Object.entries(ties)))).toEqual(expected)
})

it.each([11, -1, 2.5, Number.NaN])('refuses a score of %d', (score) => {
  const ties = new Map([
    ['a', [{ flag: 'editor', revision: 1, variant: 'new', assignment: 'random', claimed: false } as const]],
  ])
  expect(() => tally('editor', [{ snapshot: 'a', score, n: 1 }], ties)).toThrow(RangeError)
})

describe('mayShow', () => {
  it.each(mayShowCases)('$name', ({ sizes, rest, expected }) => {
    expect(mayShow(sizes, rest)).toEqual(expected)
  })

  it('leaves no sum or difference of known scores that is of one to four people', () => {
    const sizesAndRest = fc.tuple(fc.array(fc.nat(12), { maxLength: 6 }), fc.nat(12))
    fc.assert(
      fc.property(sizesAndRest, ([sizes, rest]) => {
        const shown = mayShow(sizes, rest)
        const known = sizes.filter((_, i) => shown[i])
        const hidden = sizes.reduce((sum, n) => sum + n, rest) - known.reduce((sum, n) => sum + n, 0)
        // Slices are disjoint, so what can be known are unions of the shown ones and of the one remainder.
        const atoms = [...known, ...(known.length > 0 ? [hidden] : [])]
        expect(atoms.filter((n) => n > 0 && n < 5)).toEqual([])
      }),
    )
  })

  it('hides at most one slice that is large enough', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { maxLength: 6 }), fc.nat(12), (sizes, rest) => {
        const shown = mayShow(sizes, rest)
        expect(sizes.filter((n, i) => n >= 5 && !shown[i]).length).toBeLessThanOrEqual(1)
      }),
    )
  })
})
