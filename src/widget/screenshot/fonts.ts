/** The page's own fonts that are in use and may be read, as rules with their files in them. */
export async function fontRules(read: (url: string) => Promise<string | undefined>): Promise<string> {
  const loaded = new Set([...document.fonts].filter(({ status }) => status === 'loaded').map(nameOf))
  const rules = [...document.styleSheets].flatMap(rulesIn).filter(({ style }) => loaded.has(nameOf(describedIn(style))))
  const filled = rules.map(async ({ style, parentStyleSheet }) => {
    const [, address] = /url\(["']?([^"')]+)["']?\)/.exec(style.getPropertyValue('src')) ?? []
    const data = address && (await read(new URL(address, parentStyleSheet?.href ?? document.baseURI).href))
    if (!data) return ''
    const { family, ...described } = describedIn(style)
    const rest = Object.entries(described).map(([name, value]) => `${descriptor[name]}:${value}`)
    return `@font-face{font-family:${family};src:url("${data}");${rest.join(';')}}`
  })
  return (await Promise.all(filled)).join('')
}

type Described = { family: string; weight: string; style: string; stretch: string; unicodeRange: string }

const descriptor: Record<string, string> = {
  weight: 'font-weight',
  style: 'font-style',
  stretch: 'font-stretch',
  unicodeRange: 'unicode-range',
}

const describedIn = (style: CSSStyleDeclaration): Described => ({
  family: style.getPropertyValue('font-family'),
  weight: style.getPropertyValue('font-weight') || 'normal',
  style: style.getPropertyValue('font-style') || 'normal',
  stretch: style.getPropertyValue('font-stretch') || 'normal',
  unicodeRange: style.getPropertyValue('unicode-range') || 'U+0-10FFFF',
})

const nameOf = ({ family, weight, style, stretch, unicodeRange }: Described): string =>
  [family.replace(/["']/g, ''), weight, style, stretch, unicodeRange].join('|').toLowerCase().replace(/\s/g, '')

function rulesIn(sheet: CSSStyleSheet): CSSFontFaceRule[] {
  try {
    return [...sheet.cssRules].flatMap((rule) =>
      rule instanceof CSSFontFaceRule
        ? rule
        : rule instanceof CSSImportRule && rule.styleSheet
          ? rulesIn(rule.styleSheet)
          : rule instanceof CSSLayerBlockRule || rule instanceof CSSMediaRule
            ? [...rule.cssRules].filter((one) => one instanceof CSSFontFaceRule)
            : [],
    )
  } catch {
    // The sheet of another site, which does not let it be read.
    return []
  }
}
