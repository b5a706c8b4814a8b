import { type Given, initialStyle, saidStyle } from './computed.ts'
import { escaped } from './escape.ts'
import { greyBox, pixelsOf, withFiles } from './images.ts'
import { isForeign, isLeftOut, isMasked } from './masked.ts'
import { svgMarkup } from './svg-markup.ts'
import { culledFrom } from './viewport.ts'

const cover = 'background:#5f6368;border-color:transparent;border-radius:0;outline:0;box-shadow:none;text-shadow:none'
/** More would take longer than anybody waits; what comes after is left out. */
const mostElements = 12_000
/** Attributes that say something of the layout which no style does. */
const layoutAttributes = ['colspan', 'rowspan', 'span', 'start', 'value', 'reversed']
const withLayout = new Set(['td', 'th', 'col', 'colgroup', 'ol', 'li', 'button', 'fieldset', 'legend', 'br', 'wbr'])

type Piece = string | Promise<string>
type Shift = { x: number; y: number }
type State = { given: Given; shift: Shift | undefined; masked: boolean }

/**
 * The page as it stands in the window, as XHTML in which every style is said and every picture contained. What
 * `isMasked` covers is a filled box here: none of its text is in the markup at all.
 */
export async function pageMarkup({
  root,
  density,
  read,
}: {
  root: ShadowRoot
  density: number
  read: (url: string) => Promise<string | undefined>
}): Promise<string> {
  const initial = initialStyle(root)
  const isCulled = culledFrom(document)
  const references = new Set<string>()
  const pieces: Piece[] = []
  let left = mostElements

  function open(tag: string, said: Record<string, string>, attributes = '', more = ''): void {
    pieces.push(`<${tag}${attributes} style="`)
    for (const [name, value] of Object.entries(said))
      pieces.push(
        value.includes('url("') ? withFiles(value, read).then((filled) => styled(name, filled)) : styled(name, value),
      )
    pieces.push(`${escaped(more)}">`)
  }

  function walk(node: Node, state: State): void {
    if (node instanceof Text) {
      if (!state.masked && node.data) pieces.push(shifted(escaped(node.data), state.shift))
    } else if (node instanceof Element && !isLeftOut(node) && left-- > 0) {
      if (node instanceof HTMLSlotElement) for (const child of childrenOf(node)) walk(child, state)
      else draw(node, state)
    }
  }

  function draw(element: Element, { given, shift, masked }: State): void {
    const style = getComputedStyle(element)
    const display = style.display
    if (display === 'none') return
    const { said, gives } = saidStyle(style, initial, given)
    const isCovered = masked || isMasked(element)
    let more = adjusted(element, style, shift)
    // Rows and groups of a table have no place of their own to fill; their cells have.
    const isPartOfTable = /^table-(row|header|footer|column)/.test(display)

    if (isCovered && !isPartOfTable) {
      if (display === 'contents') return
      if (display === 'inline' && !isReplaced(element)) return void pieces.push(lineBoxes(element))
      const tag = element.localName === 'td' || element.localName === 'th' ? element.localName : 'span'
      delete said['background-image']
      more += `;overflow:visible;${cover}${display === 'inline' ? ';display:inline-block' : ''}`
      open(tag, said, attributesOf(element), more)
      return void pieces.push(`${hasBaseline(element) ? '\u200b' : ''}</${tag}>`)
    }
    if (element instanceof SVGElement) {
      if (!(element instanceof SVGSVGElement)) return
      const { markup, refersTo } = svgMarkup(element, initial, gives)
      for (const id of refersTo) references.add(id)
      open('svg', said, ` xmlns="http://www.w3.org/2000/svg"${markup.attributes}`, more)
      return void pieces.push(`${markup.content}</svg>`)
    }
    if (isReplaced(element)) {
      const data = isForeign(element) ? undefined : pixelsOf(element as HTMLImageElement, density)
      const box = display === 'inline' ? ';display:inline-block' : ''
      open(data ? 'img' : 'span', said, data ? ` src="${data}"` : '', data ? more : `${more};${greyBox}${box}`)
      return void pieces.push(data ? '</img>' : '</span>')
    }

    if (style.position === 'sticky') pieces.push(placeOf(element, style))
    if (style.position === 'sticky') more += `;position:fixed;${cornerOf(element)};margin:0`
    const tag = tagOf(element)
    open(tag, said, attributesOf(element), more)
    if (!isCulled(element, display)) fill(element, { given: gives, shift: scrolled(element), masked: isCovered })
    pieces.push(`</${tag}>`)
  }

  function fill(element: Element, state: State): void {
    if (!state.masked) pseudo(element, '::before', state)
    if (element instanceof HTMLInputElement) pieces.push(escaped(element.value))
    for (const child of childrenOf(element)) walk(child, state)
    if (!state.masked) pseudo(element, '::after', state)
  }

  function pseudo(element: Element, which: '::before' | '::after', { given, shift }: State): void {
    const style = getComputedStyle(element, which)
    const content = style.content
    if (content === 'none' || content === 'normal' || style.display === 'none') return
    // Counters and pictures cannot be asked for what they come to.
    const text = /^"((?:[^"\\]|\\.)*)"/.exec(content)?.[1]?.replace(/\\(.)/g, '$1') ?? ''
    const { said } = saidStyle(style, initial, given)
    open('span', said, '', shift ? `;translate:${-shift.x}px ${-shift.y}px` : '')
    pieces.push(`${escaped(text)}</span>`)
  }

  walk(document.documentElement, { given: initial, shift: undefined, masked: document.designMode === 'on' })
  const defs = [...references].map((id) => document.getElementById(id)).filter((one) => one instanceof SVGElement)
  const serializer = new XMLSerializer()
  const drawn = defs.map((one) => serializer.serializeToString(one)).join('')
  if (drawn)
    pieces.push(`<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0" style="position:absolute">${drawn}</svg>`)
  return (await Promise.all(pieces)).join('')
}

const styled = (name: string, value: string) => `${name}:${escaped(value)};`

function childrenOf(element: Element): Iterable<Node> {
  if (element instanceof HTMLSlotElement) {
    const assigned = element.assignedNodes({ flatten: true })
    return assigned.length > 0 ? assigned : element.childNodes
  }
  if (element instanceof HTMLDetailsElement && !element.open)
    return [...element.children].filter(({ localName }) => localName === 'summary').slice(0, 1)
  return (element.shadowRoot ?? element).childNodes
}

function tagOf({ localName }: Element): string {
  if (localName === 'input') return 'button'
  return withLayout.has(localName) ? localName : 'div'
}

const attributesOf = (element: Element): string =>
  withLayout.has(element.localName) && element.localName !== 'button'
    ? layoutAttributes
        .filter((name) => element.hasAttribute(name))
        .map((name) => ` ${name}="${escaped(element.getAttribute(name) ?? '')}"`)
        .join('')
    : ''

const isReplaced = (element: Element): boolean =>
  isForeign(element) ||
  element instanceof HTMLImageElement ||
  element instanceof HTMLCanvasElement ||
  element instanceof HTMLVideoElement

/** Whether the line it stands in runs through its text; it runs along the bottom of everything else. */
const hasBaseline = (element: Element): boolean =>
  element.localName === 'select' ||
  (element instanceof HTMLInputElement && !/^(checkbox|radio|range|color|image)$/.test(element.type))

/** What of its style is another one where nothing scrolls. */
function adjusted(element: Element, style: CSSStyleDeclaration, shift: Shift | undefined): string {
  if (element === document.documentElement)
    return `;position:absolute;left:${-scrollX}px;top:${-scrollY}px;overflow:visible`
  if (element === document.body) return ';overflow:visible'
  const clipped = /auto|scroll/.test(style.overflow) ? ';overflow:hidden' : ''
  const top = clipped + (element.matches(':modal,:popover-open') ? ';z-index:2147483647' : '')
  return shift && style.position !== 'fixed' ? `${top};translate:${-shift.x}px ${-shift.y}px` : top
}

function scrolled(element: Element): Shift | undefined {
  if (element === document.documentElement || element === document.body) return undefined
  const { scrollLeft: x, scrollTop: y } = element
  return x || y ? { x, y } : undefined
}

const shifted = (text: string, shift: Shift | undefined): string =>
  shift && text.trim() ? `<span style="position:relative;left:${-shift.x}px;top:${-shift.y}px">${text}</span>` : text

/** Filled boxes in the place of each line of something that runs along with text. */
const lineBoxes = (element: Element): string =>
  [...element.getClientRects()]
    .map(
      ({ width, height }) =>
        `<span style="display:inline-block;vertical-align:text-bottom;width:${width}px;height:${height}px;${cover}"></span>`,
    )
    .join('')

/** What stands where something sticky would stand if it did not stick. */
const placeOf = (
  element: Element,
  { marginTop, marginRight, marginBottom, marginLeft, display }: CSSStyleDeclaration,
) => {
  const { width, height } = element.getBoundingClientRect()
  const kind = display.startsWith('inline') ? 'inline-block' : 'block'
  return `<div style="display:${kind};flex:none;width:${width}px;height:${height}px;margin:${marginTop} ${marginRight} ${marginBottom} ${marginLeft}"></div>`
}

const cornerOf = (element: Element): string => {
  const { left, top } = element.getBoundingClientRect()
  return `left:${left}px;top:${top}px;right:auto;bottom:auto`
}
