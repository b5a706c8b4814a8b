import { scaleLinear } from 'd3-scale'

/** A colour of the style sheet, named by what it stands for. */
type Tone = 'accent' | 'soft' | 'good' | 'bad' | `rung-${number}`

// Positions across are percentages and text keeps its size, so one drawing is right at every width: a phone gets other
// proportions, not a shrunken picture.
const across = (from: number, to: number) => scaleLinear().domain([from, to]).range([4, 96]).clamp(true)

const percent = (value: number) => `${Math.round(value * 100) / 100}%`
const short = (value: number) => String(Math.round(value * 100) / 100)

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeText = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

const drawing = (height: number, label: string, description: string, content: string) =>
  `<svg class="plot fluid" width="100%" height="${height}" role="img">` +
  `<title>${escapeText(label)}</title><desc>${escapeText(description)}</desc>${content}</svg>`

export type IntervalChart = {
  low: number
  high: number
  mean: number
  from: number
  to: number
  tone: Tone
  label: string
  ticks: readonly number[]
}

/** A score with its interval on the scale `from` to `to`; what lies outside the scale stands at its end. */
export function intervalChart({ low, high, mean, from, to, tone, label, ticks }: IntervalChart): string {
  const x = across(from, to)
  const colour = `var(--${escapeText(tone)})`
  const marks = ticks.map((tick, i) => {
    const at = percent(x(tick))
    const text = `<text x="${at}" y="46" text-anchor="middle"${crowded(i, ticks.length)}>${short(tick)}</text>`
    return `<line x1="${at}" x2="${at}" y1="26" y2="32" stroke="var(--edge)"/>${text}`
  })
  return drawing(
    50,
    label,
    `${short(mean)}, between ${short(low)} and ${short(high)}, on a scale from ${short(from)} to ${short(to)}`,
    `<line x1="${percent(x(from))}" x2="${percent(x(to))}" y1="29" y2="29" stroke="var(--line)"/>${marks.join('')}` +
      `<line x1="${percent(x(low))}" x2="${percent(x(high))}" y1="12" y2="12" stroke="${colour}" stroke-width="8" stroke-linecap="round" opacity=".3"/>` +
      `<circle cx="${percent(x(mean))}" cy="12" r="6" fill="${colour}"/>`,
  )
}

/** Every second label of a long scale gives way on a phone. */
const crowded = (index: number, count: number) => (count > 7 && index % 2 === 1 ? ' class="wide"' : '')

/** How many gave each answer; `counts[0]` is how many answered 0. */
export function histogramChart({ counts, label }: { counts: readonly number[]; label: string }): string {
  const height = scaleLinear()
    .domain([0, Math.max(1, ...counts)])
    .range([0, 100])
  const slot = 100 / Math.max(1, counts.length)
  const bars = counts.map((count, answer) => {
    const tall = Math.round(height(count) * 10) / 10
    const middle = percent((answer + 0.5) * slot)
    return (
      `<rect x="${percent((answer + 0.12) * slot)}" y="${118 - tall}" width="${percent(0.76 * slot)}" height="${tall}" rx="2" fill="var(--accent)"/>` +
      `<text x="${middle}" y="${112 - tall}" text-anchor="middle" class="ink">${count || ''}</text>` +
      `<text x="${middle}" y="136" text-anchor="middle">${answer}</text>`
    )
  })
  return drawing(
    140,
    label,
    counts.map((count, answer) => `${answer}: ${count}`).join(', '),
    `<line x1="0" x2="100%" y1="118" y2="118" stroke="var(--edge)"/>${bars.join('')}`,
  )
}
