import Handlebars from 'handlebars'

/** Marks one of our own drawings as markup; whatever text stands in it must have been escaped by whoever drew it. */
export const safeSvg = (svg: string) => new Handlebars.SafeString(svg)

const escapes: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

/** JSON that can end neither its `<script type="application/json">` nor a line of a script; `undefined` becomes null. */
export function jsonIsland(value: unknown) {
  const json = JSON.stringify(value) ?? 'null'
  return new Handlebars.SafeString(json.replace(/[<>&\u2028\u2029]/g, (character) => escapes[character] ?? ''))
}
