import type { Theme } from '../api.ts'
import { adoptStyle } from '../style.ts'
import { themeOf } from './theme.ts'
import { schemeOf, themeColours } from './theme-colours.ts'

const warn = (text: string) => console.warn(`Sluice: ${text}`)

/** Gives the widget the look that the page says; what cannot be taken as it is, is said in the console. */
export function dress(host: HTMLElement, root: ShadowRoot, said: unknown): void {
  if (said === undefined || said === '') return
  const theme = themeOf(said)
  if (theme) wear(host, root, theme)
  else warn('the theme is neither "light", "dark" or "auto" nor an object')
}

function wear(host: HTMLElement, root: ShadowRoot, theme: Theme): void {
  const colours = {
    ...hexOf('accent', theme.accent),
    ...hexOf('text', theme.text),
    ...hexOf('background', theme.background),
  }
  const scheme = colours.background ? schemeOf(colours.background) : theme.scheme
  if (scheme === 'light' || scheme === 'dark') host.setAttribute('scheme', scheme)
  if (theme.side === 'start') host.setAttribute('side', theme.side)

  const properties: Record<string, string> = {}
  if (Object.keys(colours).length > 0) {
    const light = themeColours(colours, scheme === 'dark' ? scheme : 'light')
    const dark = themeColours(colours, scheme === 'light' ? scheme : 'dark')
    for (const name of Object.keys(light.colours))
      properties[name] = `light-dark(${light.colours[name]}, ${dark.colours[name]})`
    const mended = [...(scheme === 'dark' ? [] : light.mended), ...(scheme === 'light' ? [] : dark.mended)]
    for (const one of mended)
      warn(`${one.name} ${one.said} is not legible in the ${one.scheme} scheme; ${one.taken} is taken instead`)
  }
  const { font, radius } = theme
  const length = typeof radius === 'number' ? `${radius}px` : radius
  if (isUsable('border-radius', length)) properties.radius = length
  if (isUsable('font-family', font)) properties.font = font

  const sheet = adoptStyle(root, ':host {}')
  const [rule] = sheet.cssRules
  // Not on the element itself, so that the page's own style sheet goes before it.
  if (rule instanceof CSSStyleRule)
    for (const [name, value] of Object.entries(properties)) rule.style.setProperty(`--sluice-${name}`, value)
}

function isUsable(property: string, value: string | undefined): value is string {
  if (value === undefined) return false
  const isTaken = CSS.supports(property, value)
  if (!isTaken) warn(`"${value}" is no ${property}`)
  return isTaken
}

/** A canvas writes every opaque colour of sRGB as `#rrggbb`. */
function hexOf<Name extends keyof Theme>(name: Name, colour: string | undefined): { [name in Name]?: string } {
  if (!colour) return {}
  const brush = document.createElement('canvas').getContext('2d')
  if (!brush || !CSS.supports('color', colour)) {
    warn(`${name} "${colour}" is no colour`)
    return {}
  }
  brush.fillStyle = colour
  const hex = brush.fillStyle
  if (/^#[\da-f]{6}$/.test(hex)) return { [name]: hex } as { [name in Name]: string }
  warn(`${name} "${colour}" is not taken: it has to be opaque, and in sRGB`)
  return {}
}
