import { black, type Colour, contrast, fromHex, mixed, nearest, toHex, white } from './contrast.ts'

type Scheme = 'light' | 'dark'

/** What a page says of the widget's colours, each as `#rrggbb`. */
export type SaidColours = { accent?: string; text?: string; background?: string }

/** A colour that did not hold, and the one that was taken instead. */
type Mended = { name: keyof SaidColours; said: string; taken: string; scheme: Scheme }

// WCAG 2.2, 1.4.3 for text, 1.4.11 for the edges of what is operated.
const ofText = 4.5
const ofEdges = 3
/** Browsers round what they mix each in their own way. */
const roundingRoom = 0.1
/** So far a background is from black or from white that text holds also on what is mixed with it. */
const ofBackground = 6.5

const unsaid = {
  light: { accent: '#0a706b', accentText: '#ffffff', text: '#17222d', background: '#ffffff', bad: '#a6262c' },
  dark: { accent: '#4cc9bd', accentText: '#06201e', text: '#e8ecef', background: '#191f25', bad: '#ff8d8d' },
}

const leavesRoom = (background: Colour) =>
  Math.max(contrast(background, black), contrast(background, white)) >= ofBackground

/** The scheme that a background belongs to as it is taken, so that what the browser draws itself fits it. */
export function schemeOf(background: string): Scheme {
  const taken = nearest(fromHex(background), leavesRoom) ?? white
  return contrast(taken, black) > contrast(taken, white) ? 'light' : 'dark'
}

/** All colours of the widget in one scheme: what the page says where it is legible, else the nearest that is. */
export function themeColours(said: SaidColours, scheme: Scheme) {
  const mended: Mended[] = []
  const usual = unsaid[scheme]

  function legible(name: keyof SaidColours, holds: (colour: Colour) => boolean): Colour {
    const wanted = fromHex(said[name] ?? usual[name])
    const taken = nearest(wanted, holds) ?? wanted
    const hex = said[name]
    if (hex && toHex(taken) !== hex) mended.push({ name, said: hex, taken: toHex(taken), scheme })
    return taken
  }

  const background = legible('background', leavesRoom)
  const wash = (accent: Colour) => mixed(accent, 0.12, background)
  const isLegible = (colour: Colour, ...mixedGrounds: Colour[]) =>
    contrast(colour, background) >= ofText &&
    mixedGrounds.every((ground) => contrast(colour, ground) >= ofText + roundingRoom)
  const accent = legible('accent', (colour) => isLegible(colour, wash(colour)))
  const text = legible('text', (colour) => isLegible(colour, wash(accent), mixed(colour, 0.07, background)))

  const plainly = (colour: Colour, holds: (colour: Colour) => boolean) => nearest(colour, holds) ?? text
  const colours = {
    accent,
    'accent-text':
      [fromHex(usual.accentText), white, black].find((colour) => contrast(colour, accent) >= ofText) ?? black,
    text,
    background,
    soft: plainly(mixed(text, 0.72, background), (colour) => isLegible(colour, wash(accent))),
    edge: plainly(mixed(text, 0.55, background), (colour) => contrast(colour, background) >= ofEdges),
    bad: plainly(fromHex(usual.bad), (colour) => isLegible(colour)),
  }
  return {
    colours: Object.fromEntries(Object.entries(colours).map(([name, colour]) => [name, toHex(colour)])),
    mended,
  }
}
