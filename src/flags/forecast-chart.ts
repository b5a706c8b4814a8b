import { scaleLinear, scaleTime } from 'd3-scale'
import { area, line, stack } from 'd3-shape'
import { numberText } from '../base/wording.ts'

/** People on one rung at each instant; `index` is the rung, 0 the most cautious. */
type ReachSeries = { index: number; name: string; have: readonly number[] }

export type ForecastChart = {
  /** From the bottom of the stack to its top. */
  series: readonly ReachSeries[]
  /** Instants (ms), ascending. */
  instants: readonly number[]
  now: number
  label: string
  description: string
  /** What stands below the axis, at its instant (ms). */
  days: readonly { at: number; text: string }[]
}

/** A drawing's size in px; a phone gets one of its own, so that its text keeps its size. */
const sizes = { wide: { width: 720, height: 230 }, phone: { width: 340, height: 210 } }

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeText = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
const round = (value: number) => Math.round(value * 10) / 10

/** Who has it over time, rung upon rung, with a line at now: what lies behind it was, what lies ahead is foreseen. */
export function forecastChart(chart: ForecastChart, size: keyof typeof sizes): string {
  const { series, instants, now, days } = chart
  const { width, height } = sizes[size]
  const top = 24
  const bottom = height - 34
  const rows = instants.map((_, i) => series.map(({ have }) => have[i] ?? 0))
  const most = Math.max(4, ...rows.map((row) => row.reduce((sum, have) => sum + have, 0)))
  const y = scaleLinear()
    .domain([0, most * 1.03])
    .range([bottom, top])
  const ticks = y.ticks(3).filter(Number.isInteger)
  const left = 14 + 7.5 * Math.max(...ticks.map((tick) => numberText(tick).length))
  const x = scaleTime()
    .domain([instants[0] ?? now, instants.at(-1) ?? now])
    .range([left, width])
  const at = (i: number) => round(x(instants[i] ?? now))

  const layers = stack<number[], number>()
    .keys(series.map((_, i) => i))
    .value((row, key) => row[key] ?? 0)(rows)
  const shape = area<[number, number]>(
    (_, i) => at(i),
    (point) => round(y(point[0])),
    (point) => round(y(point[1])),
  )
  const edge = line<[number, number]>(
    (_, i) => at(i),
    (point) => round(y(point[1])),
  )
  const areas = layers.map((layer, i) => {
    // The edge of nobody would lie on its neighbour's.
    if (series[i]?.have.every((have) => have === 0)) return ''
    const points = layer as unknown as [number, number][]
    const colour = `var(--rung-${(series[i]?.index ?? 0) % 8})`
    return (
      `<path d="${shape(points)}" fill="${colour}" opacity=".62"/>` +
      `<path d="${edge(points)}" fill="none" stroke="${colour}" stroke-width="1.5"/>`
    )
  })
  const grid = ticks.map((tick) => {
    const level = round(y(tick))
    return (
      `<path d="M${round(left)} ${level}H${width}" stroke="var(--line)"/>` +
      `<text x="${round(left) - 8}" y="${level + 4}" text-anchor="end">${numberText(tick)}</text>`
    )
  })
  const nowAt = round(x(now))
  const isLate = nowAt > width - 40
  return (
    `<svg class="plot for-${size}" viewBox="0 0 ${width} ${height}" role="img">` +
    `<title>${escapeText(chart.label)}</title><desc>${escapeText(chart.description)}</desc>` +
    `${grid.join('')}${areas.join('')}` +
    `<path d="M${nowAt} ${top - 10}V${bottom}" stroke="var(--ink)" stroke-width="1.5"/>` +
    `<text class="ink" x="${nowAt + (isLate ? -6 : 6)}" y="${top - 4}" text-anchor="${isLate ? 'end' : 'start'}">now</text>` +
    `${placed(days, x, width, size === 'phone' ? 58 : 84, left).join('')}</svg>`
  )

  /** The days below the axis; one that would touch its neighbour before it gives way, but never the last. */
  function placed(all: ForecastChart['days'], scale: (at: number) => number, most: number, room: number, from: number) {
    const last = all.length - 1
    let taken = -Infinity
    return all.flatMap(({ at, text }, i) => {
      const place = round(scale(at))
      const anchor = place < from + room / 2 ? 'start' : place > most - room / 2 ? 'end' : 'middle'
      if (i !== last && (place - taken < room || most - place < room * 1.5)) return []
      taken = place
      return [`<text x="${place}" y="${height - 10}" text-anchor="${anchor}">${escapeText(text)}</text>`]
    })
  }
}
