const words = (text: string): readonly string[] => text.trim().split(/\s+/)

const sides = (pattern: string) => words('top right bottom left').map((side) => pattern.replace('*', side))

/** Properties that an element has from its parent unless it says otherwise. */
export const inherited = words(`
  border-collapse border-spacing caption-side color color-scheme direction empty-cells fill fill-rule font-family
  font-feature-settings font-kerning font-size font-stretch font-style font-variant-caps font-variant-ligatures
  font-variant-numeric font-variation-settings font-weight hyphens letter-spacing line-height list-style-position
  list-style-type overflow-wrap stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-width tab-size text-align
  text-anchor text-indent text-rendering text-shadow text-transform visibility white-space-collapse text-wrap-mode
  text-wrap-style word-break word-spacing writing-mode -webkit-font-smoothing -webkit-text-fill-color`)

/** Properties that every element has for itself. */
export const own = [
  ...words(`
  align-content align-items align-self aspect-ratio background-blend-mode background-clip background-color
  background-image background-origin background-position background-repeat background-size border-bottom-left-radius
  border-bottom-right-radius border-top-left-radius border-top-right-radius bottom box-shadow box-sizing clear clip-path
  column-count column-gap counter-increment counter-reset display filter flex-basis flex-direction flex-grow flex-shrink
  flex-wrap float grid-auto-columns grid-auto-flow grid-auto-rows grid-column-end grid-column-start grid-row-end
  grid-row-start grid-template-areas grid-template-columns grid-template-rows height isolation justify-content
  justify-items justify-self left mask-image mask-position mask-repeat mask-size max-height max-width min-height min-width
  mix-blend-mode object-fit object-position opacity order outline-color outline-offset outline-style outline-width
  overflow-x overflow-y perspective position right rotate row-gap scale table-layout text-decoration-color
  text-decoration-line text-decoration-style text-decoration-thickness text-overflow text-underline-offset top transform
  transform-origin transform-style translate unicode-bidi vertical-align width z-index -webkit-box-orient
  -webkit-line-clamp`),
  ...sides('margin-*'),
  ...sides('padding-*'),
  ...['color', 'style', 'width'].flatMap((what) => sides(`border-*-${what}`)),
]
