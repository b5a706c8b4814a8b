import { chamberDrawing, rungShape } from '../../src/pacing/ladder-drawing.ts'

const surface = (svg: string) => Number(/d="M1 ([\d.]+)q/.exec(svg)?.[1])
const shape = (svg: string) => svg.replace(/--rung-\d/, '')

describe('the pictures of a channel ladder', () => {
  it('raises the water from rung to rung, over the same span for every ladder', () => {
    for (const count of [2, 3, 5, 8]) {
      const levels = Array.from({ length: count }, (_, index) => surface(chamberDrawing(index, count)))
      expect(levels).toEqual([...levels].sort((a, b) => b - a))
      expect([levels[0], levels.at(-1), new Set(levels).size]).toEqual([33, 9, count])
    }
    expect(surface(chamberDrawing(0, 1))).toBe(33)
  })

  it('has a shape of its own for each of eight rungs and starts again after them', () => {
    const eight = Array.from({ length: 8 }, (_, index) => shape(rungShape(index)))
    expect(new Set(eight).size).toBe(8)
    expect(rungShape(8)).toBe(rungShape(0))
  })
})
