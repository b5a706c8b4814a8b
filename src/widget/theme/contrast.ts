/** A colour in sRGB, each channel from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number]

export const black: Colour = [0, 0, 0]
export const white: Colour = [255, 255, 255]

/** From `#rrggbb`. */
export const fromHex = (hex: string): Colour =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as never

export const toHex = (colour: Colour): string =>
  `#${colour.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`

/** As much of the first as `share` (0 to 1) says, the rest of the second, in sRGB as CSS's `color-mix` does it. */
export const mixed = (colour: Colour, share: number, other: Colour): Colour =>
  colour.map((channel, at) => channel * share + (other[at] ?? 0) * (1 - share)) as never

const linear = (channel: number) => {
  const part = channel / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

/** WCAG 2.2, "relative luminance". */
const luminance = ([red, green, blue]: Colour) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)

/** From 1 to 21; WCAG 2.2, "contrast ratio". */
export function contrast(one: Colour, other: Colour): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

const distance = (one: Colour, other: Colour) => Math.hypot(...one.map((channel, at) => channel - (other[at] ?? 0)))

const steps = 256

/** The colour itself where it holds, else the nearest one that does on its way to black or to white; undefined: none. */
export function nearest(colour: Colour, holds: (colour: Colour) => boolean): Colour | undefined {
  const found = [black, white].flatMap((end) => {
    for (let step = 0; step <= steps; step++) {
      // What is tried is what will be written, so that rounding takes nothing away.
      const tried = mixed(end, step / steps, colour).map(Math.round) as unknown as Colour
      if (holds(tried)) return [tried]
    }
    return []
  })
  return found.sort((one, other) => distance(colour, one) - distance(colour, other))[0]
}
