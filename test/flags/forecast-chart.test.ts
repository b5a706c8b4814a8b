import { type ForecastChart, forecastChart } from '../../src/flags/forecast-chart.ts'
import { day, start } from './flag-made.ts'

const chart: ForecastChart = {
  series: [
    { index: 2, name: 'Canary', have: [0, 100, 200] },
    { index: 1, name: 'Beta', have: [0, 1000, 4300] },
    { index: 0, name: 'Stable', have: [0, 0, 0] },
  ],
  instants: [0, 20, 60].map((days) => start + days * day),
  now: start + 20 * day,
  label: 'Who has <it>',
  description: 'People & days',
  days: [
    { at: start, text: '2 Nov' },
    { at: start + 20 * day, text: '22 Nov' },
    { at: start + 60 * day, text: '1 Jan' },
  ],
}

const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text)

describe('the chart of who has it', () => {
  it('names itself, its levels, its days and now, and writes texts literally', () => {
    const svg = forecastChart(chart, 'wide')
    expect(svg).toContain('<title>Who has &lt;it&gt;</title><desc>People &amp; days</desc>')
    expect(texts(svg)).toEqual(['0', '2\u202f000', '4\u202f000', 'now', '2 Nov', '22 Nov', '1 Jan'])
  })

  it('stacks one area for each channel that anybody has it on, the first at the bottom', () => {
    const areas = [...forecastChart(chart, 'wide').matchAll(/<path d="([^"]*)" fill="var\(--rung-(\d)\)"/g)]
    expect(areas.map(([, , rung]) => rung)).toEqual(['2', '1'])
    const ys = (path = '') => [...path.matchAll(/,(-?[\d.]+)/g)].map(([, y]) => Number(y))
    // The top of the lower area is the floor of the upper one.
    expect(ys(areas[1]?.[1]).slice(3).reverse()).toEqual(ys(areas[0]?.[1]).slice(0, 3))
  })

  it('stays inside its frame, and lets a day give way that would touch its neighbour', () => {
    for (const size of ['wide', 'phone'] as const) {
      const svg = forecastChart(
        {
          ...chart,
          now: start + day,
          days: [...chart.days, { at: start + 59 * day, text: 'X' }].sort((a, b) => a.at - b.at),
        },
        size,
      )
      const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).map(Number)
      for (const [, x, y] of svg.matchAll(/<text[^>]* x="([\d.-]+)" y="([\d.-]+)"/g)) {
        expect(Number(x)).toBeGreaterThanOrEqual(0)
        expect(Number(x)).toBeLessThanOrEqual(width)
        expect(Number(y)).toBeLessThanOrEqual(height)
      }
      expect(texts(svg)).not.toContain('X')
      expect(svg).not.toContain('NaN')
    }
  })

  it('draws nobody as nobody', () => {
    const svg = forecastChart({ ...chart, series: [], instants: [start, start + day], now: start, days: [] }, 'phone')
    expect(svg).not.toContain('NaN')
    expect(texts(svg)).toContain('0')
  })
})
