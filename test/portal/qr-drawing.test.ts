import { encode } from 'uqr'
import { qrDrawing } from '../../src/portal/qr-drawing.ts'

const link = 'https://sluice.example/me/notewell/enter/0123456789abcdefghijklmnopqrstuv'

describe('a QR code', () => {
  const drawn = qrDrawing(link)
  const size = Number(/viewBox="0 0 (\d+) /.exec(drawn)?.[1])
  const dark = new Set([...drawn.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x},${y}`))
  const isDark = (x: number, y: number) => dark.has(`${x},${y}`)

  it('has the modules of its text', () => {
    const { data } = encode(link, { ecc: 'M', border: 4 })
    expect(data.map((row, y) => row.map((_, x) => isDark(x, y)))).toEqual(data)
  })

  it('has the corners that readers look for, and four light modules around', () => {
    const finder = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111']
    const at = (left: number, top: number) =>
      finder.map((row, y) => [...row].map((_, x) => Number(isDark(left + x, top + y))).join(''))
    const far = size - 4 - 7
    for (const [left, top] of [
      [4, 4],
      [far, 4],
      [4, far],
    ] as const)
      expect(at(left, top)).toEqual(finder)
    const margin = [...dark].filter((one) => one.split(',').some((n) => Number(n) < 4 || Number(n) >= size - 4))
    expect(margin).toEqual([])
  })

  it('carries no text of its own but a fixed name', () => {
    expect(qrDrawing('"><script>')).not.toContain('script')
  })
})
