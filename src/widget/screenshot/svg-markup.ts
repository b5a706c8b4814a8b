import { type Given, saidStyle } from './computed.ts'
import { escaped } from './escape.ts'
import { isMasked } from './masked.ts'

const own = 'clip-path,display,fill-opacity,mask,opacity,stop-color,stop-opacity,stroke-opacity'.split(',')
const leftOut = new Set(['script', 'style', 'title', 'desc', 'foreignObject', 'image'])

/** A drawing in the page with its styles said, and the ids of what it uses from elsewhere. */
export function svgMarkup(root: SVGSVGElement, initial: Given, given: Given) {
  const refersTo = new Set<string>()

  function attributesOf(element: Element): string {
    let text = ''
    for (const { name, value } of element.attributes) {
      const isLink = name === 'href' || name === 'xlink:href'
      if (/^(on|style$|class$|xmlns|data-|aria-|xml:)/.test(name) || (isLink && !value.startsWith('#'))) continue
      const [, id = isLink ? value.slice(1) : undefined] = /url\(["']?#([^"')]+)["']?\)/.exec(value) ?? []
      if (id) refersTo.add(id)
      text += ` ${isLink ? 'href' : name}="${escaped(value)}"`
    }
    return text
  }

  function draw(element: Element, given: Given): string {
    const style = getComputedStyle(element)
    if (leftOut.has(element.localName) || style.display === 'none' || isMasked(element)) return ''
    const { said, gives } = saidStyle(style, initial, given, own)
    const text = Object.entries(said).map(([name, value]) => `${name}:${value}`)
    for (const [, id] of text.join(';').matchAll(/url\("#([^"]+)"\)/g)) if (id) refersTo.add(id)
    return `<${element.localName}${attributesOf(element)} style="${escaped(text.join(';'))}">${contentOf(element, gives)}</${element.localName}>`
  }

  const contentOf = (element: Element, given: Given): string =>
    [...element.childNodes]
      .map((node) => (node instanceof Element ? draw(node, given) : node instanceof Text ? escaped(node.data) : ''))
      .join('')

  const markup = { attributes: attributesOf(root), content: contentOf(root, given) }
  for (const id of refersTo) if (root.querySelector(`[id="${CSS.escape(id)}"]`)) refersTo.delete(id)
  return { markup, refersTo }
}
