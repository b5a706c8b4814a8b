import fc from 'fast-check'
import { contrast, fromHex, mixed, nearest, toHex, white } from '../../../src/widget/theme/contrast.ts'
import { schemeOf, themeColours } from '../../../src/widget/theme/theme-colours.ts'
import cases from './theme-colours.cases.json' with { type: 'json' }

const between = (one: string | undefined, other: string | undefined) =>
  contrast(fromHex(one ?? ''), fromHex(other ?? ''))

describe('contrast', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#767676', '#ffffff', 4.54],
    ['#ff0000', '#ffffff', 4],
    ['#ffffff', '#0000ff', 8.59],
  ])('%s on %s', (one, other, ratio) => {
    expect(between(one, other)).toBeCloseTo(ratio, 2)
  })
})

describe('nearest', () => {
  it('leaves alone what holds, takes the nearer of two ways, and finds nothing where nothing holds', () => {
    expect(nearest(white, () => true)).toEqual(white)
    expect(nearest([200, 200, 200], ([red]) => red < 100 || red > 230)).toEqual([231, 231, 231])
    expect(nearest(white, () => false)).toBeUndefined()
  })
})

describe('schemeOf', () => {
  it('follows what is legible on it, once it has room for that', () => {
    const backgrounds = ['#ffffff', '#ffd400', '#1a0533', '#767676', '#808080']
    expect(backgrounds.map(schemeOf)).toEqual(['light', 'light', 'dark', 'dark', 'light'])
  })
})

describe('themeColours', () => {
  it.each(cases)('$name', ({ said, scheme, taken, mended }) => {
    const found = themeColours(said, scheme as 'light')
    expect(found.colours).toMatchObject(taken)
    expect(found.mended.map(({ name }) => name)).toEqual(mended)
    for (const { name, said: was, taken: is } of found.mended) {
      expect(was).toBe((said as Record<string, string>)[name])
      expect(is).toBe(found.colours[name])
    }
  })

  it('is legible whatever the page says', () => {
    const hex = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((colour) => toHex(colour))
    const grey = fc.nat(255).map((channel) => toHex([channel, channel, channel]))
    const said = fc.record({ accent: hex, text: hex, background: fc.oneof(hex, grey) }, { requiredKeys: [] })
    fc.assert(
      fc.property(said, fc.constantFrom('light' as const, 'dark' as const), (said, scheme) => {
        const {
          accent,
          'accent-text': onAccent,
          text,
          background,
          soft,
          edge,
          bad,
        } = themeColours(said, scheme).colours
        const wash = toHex(mixed(fromHex(accent ?? ''), 0.12, fromHex(background ?? '')))
        const onBoth = [accent, text, soft].flatMap((colour) => [between(colour, background), between(colour, wash)])
        expect(Math.min(...onBoth)).toBeGreaterThanOrEqual(4.5)
        expect(Math.min(between(onAccent, accent), between(bad, background))).toBeGreaterThanOrEqual(4.5)
        expect(between(edge, background)).toBeGreaterThanOrEqual(3)
      }),
      { numRuns: 500 },
    )
  })
})
