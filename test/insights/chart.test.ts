import { histogramChart, intervalChart } from '../../src/insights/chart.ts'

const score = { low: 7, mean: 8, high: 9, from: 6, to: 10, tone: 'rung-1', label: 'Score', ticks: [6, 8, 10] } as const
const rectangles = (svg: string) => [...svg.matchAll(/<rect x="([^"]+)" y="([^"]+)" width="[^"]+" height="([^"]+)"/g)]

describe('intervalChart', () => {
  it('stands the interval and its middle where the scale puts them', () => {
    const svg = intervalChart(score)
    expect(svg).toContain('<line x1="27%" x2="73%" y1="12" y2="12" stroke="var(--rung-1)"')
    expect(svg).toContain('<circle cx="50%" cy="12"')
  })

  it('says in words what it shows', () => {
    const svg = intervalChart({ ...score, mean: 7.934 })
    expect(svg).toMatch(
      /^<svg [^>]*role="img"><title>Score<\/title><desc>7\.93, between 7 and 9, on a scale from 6 to 10</,
    )
  })

  it('stops at the ends of the scale', () => {
    const svg = intervalChart({ ...score, low: -20, high: Number.POSITIVE_INFINITY })
    expect(svg).toContain('<line x1="4%" x2="96%" y1="12"')
  })

  it('writes every tick, and marks every second one of a long scale as giving way', () => {
    const long = intervalChart({ ...score, from: 0, ticks: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] })
    expect(long.match(/<text /g)).toHaveLength(11)
    expect(long.match(/class="wide"/g)).toHaveLength(5)
    expect(intervalChart(score)).not.toContain('class="wide"')
  })

  it('escapes its label and carries no style attribute', () => {
    const svg = intervalChart({ ...score, label: `</title><script>alert("1")&'` })
    expect(svg).toContain('<title>&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&amp;&#39;</title>')
    expect(svg).not.toContain('style=')
  })
})

describe('histogramChart', () => {
  it('draws each bar in proportion to the largest, all on one ground line', () => {
    const bars = rectangles(histogramChart({ counts: [0, 5, 10], label: 'Answers' }))
    expect(bars.map(([, , , tall]) => tall)).toEqual(['0', '50', '100'])
    expect(bars.map(([, , top, tall]) => Number(top) + Number(tall))).toEqual([118, 118, 118])
  })

  it('names every count in its description', () => {
    expect(histogramChart({ counts: [3, 0, 7], label: 'A < B' })).toContain(
      '<title>A &lt; B</title><desc>0: 3, 1: 0, 2: 7</desc>',
    )
  })

  it('stays a drawing when nobody has answered', () => {
    expect(histogramChart({ counts: Array(11).fill(0), label: 'Answers' })).not.toMatch(/NaN|Infinity/)
  })
})
