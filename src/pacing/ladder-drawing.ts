const shapes = [
  '<circle cx="6" cy="6" r="5"/>',
  '<path d="M6 0l6 6-6 6-6-6z"/>',
  '<path d="M6 1l6 10H0z"/>',
  '<path d="M1 1h10v10H1z"/>',
  '<path d="M6 .4l5.7 4.15-2.18 6.7H2.48L.3 4.55z"/>',
  '<path d="M0 6L3 .8h6L12 6 9 11.2H3z"/>',
  '<path d="M6 .2l1.5 4 4.3.2-3.4 2.7 1.2 4.1L6 8.9l-3.6 2.3 1.2-4.1L.2 4.4l4.3-.2z"/>',
  '<path d="M4 0h4v4h4v4H8v4H4V8H0V4h4z"/>',
]

/** A longer ladder than there are shapes starts again at the first; the name beside the shape tells them apart. */
const place = (index: number) => index % shapes.length

/** The sign of the rung at `index` (0 = most cautious): circle, diamond, triangle, … always beside the channel's name. */
export const rungShape = (index: number): string =>
  `<svg viewBox="0 0 12 12" fill="var(--rung-${place(index)})" aria-hidden="true">${shapes[place(index)]}</svg>`

/** A lock chamber whose water stands as high as the change that the rung at `index` of `count` takes. */
export function chamberDrawing(index: number, count: number): string {
  const surface = round(33 - (count > 1 ? (24 * index) / (count - 1) : 0))
  const water = `M1 ${surface}q7-4 14 0t14 0 14 0v${round(35 - surface)}q0 8-8 8H9q-8 0-8-8z`
  return (
    '<svg class="chamber" viewBox="0 0 44 44" aria-hidden="true">' +
    '<rect x="1" y="1" width="42" height="42" rx="8" fill="var(--sunk)"/>' +
    `<path d="${water}" fill="var(--rung-${place(index)})"/></svg>`
  )
}

const round = (value: number) => Math.round(value * 10) / 10
