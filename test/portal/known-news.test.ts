import fc from 'fast-check'
import { isKnown, type KnownNews, knownTogether } from '../../src/portal/known-news.ts'

const revisions = fc.dictionary(fc.constantFrom('editor', 'photos', 'cards'), fc.integer({ min: 1, max: 9 }))
const known: fc.Arbitrary<KnownNews> = fc.record({ had: revisions, asked: revisions })

describe('what two devices have told', () => {
  it('is of each flag the newer one', () => {
    const one = { had: { editor: 2, photos: 1 }, asked: { cards: 1 } }
    const other = { had: { editor: 1, cards: 4 }, asked: {} }
    expect(knownTogether(one, other)).toEqual({ had: { editor: 2, photos: 1, cards: 4 }, asked: { cards: 1 } })
    expect(isKnown(other, one)).toBe(false)
    expect(isKnown({ had: { editor: 2 }, asked: {} }, one)).toBe(true)
    expect(isKnown({ had: {}, asked: { editor: 1 } }, one)).toBe(false)
  })

  it('is the same in whatever order it comes, and however often', () => {
    fc.assert(
      fc.property(known, known, known, (a, b, c) => {
        const all = knownTogether(knownTogether(a, b), c)
        expect(knownTogether(c, knownTogether(b, a))).toEqual(all)
        expect(knownTogether(all, b)).toEqual(all)
        expect([a, b, c].every((one) => isKnown(one, all))).toBe(true)
      }),
    )
  })
})
