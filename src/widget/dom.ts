type Attribute = string | number | boolean | undefined | ((event: never) => void)
type Child = Node | string | null | undefined

/**
 * A new element: functions under `on…` become listeners, `true` an empty attribute, `false` and undefined none.
 * Children that are strings become text and are never read as markup.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value as (event: Event) => void)
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value))
  }
  made.append(...children.filter((child) => child !== null && child !== undefined))
  return made
}

/** A drawing that says nothing to a screen reader; each stroke is the `d` of one path. */
export function icon(strokes: readonly string[], filled: readonly string[] = []): SVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  for (const d of [...filled, ...strokes]) {
    const path = document.createElementNS(space, 'path')
    path.setAttribute('d', d)
    if (filled.includes(d)) path.setAttribute('class', 'filled')
    svg.append(path)
  }
  return svg
}

export const gate = () => icon(['M3 3v18M21 3v18', 'M3 16c2.2-2 4-2 6 0s4 2 6 0 4-2 6 0'], ['M7 4h10v7H7z'])
export const cross = () => icon(['M6 6l12 12M18 6L6 18'])
export const arrowBack = () => icon(['M14 6l-6 6 6 6'])
export const arrowOut = () => icon(['M8 16L17 7M9 7h8v8'])
