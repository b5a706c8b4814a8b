/** Fields whose text the page itself has written. */
const labelled = new Set(['button', 'submit', 'reset'])

/** What somebody may have typed or chosen, and what the page marks as private: it is never drawn, only covered. */
export function isMasked(one: Element): boolean {
  const name = one.localName
  if (one.hasAttribute('data-private') || name === 'textarea' || name === 'select') return true
  if (name === 'input') return !labelled.has((one as HTMLInputElement).type)
  return (one as HTMLElement).isContentEditable === true || one.role === 'textbox'
}

/** What a picture of the page does without: the widget itself, and what is not to be seen. */
export const isLeftOut = (one: Element): boolean =>
  ['sluice-widget', 'script', 'style', 'link', 'meta', 'head', 'noscript', 'template', 'datalist'].includes(
    one.localName,
  )

/** What shows another document, which this page cannot look into. */
export const isForeign = (one: Element): boolean =>
  ['iframe', 'object', 'embed', 'frame', 'portal'].includes(one.localName)
