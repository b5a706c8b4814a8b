/** How the widget looks in a page. */
export type Theme = {
  /** Buttons, links and marks; any opaque CSS colour, as the next two. */
  accent?: string
  text?: string
  /** With it the scheme is the one it belongs to. */
  background?: string
  /** Of the panel's corners: pixels, or a CSS length. */
  radius?: number | string
  /** As CSS's `font-family`. */
  font?: string
  /** At which side the launcher stands, in the page's direction of reading; left out: at its end. */
  side?: 'start' | 'end'
  /** Left out or `auto`: as the device has it. */
  scheme?: 'auto' | 'light' | 'dark'
}

const words: readonly unknown[] = ['auto', 'light', 'dark']

/** A theme as the page says it: an object, its JSON, or a scheme's name alone; undefined where it is none of these. */
export function themeOf(said: unknown): Theme | undefined {
  if (words.includes(said)) return { scheme: said as 'auto' }
  if (typeof said !== 'string') return typeof said === 'object' && said ? said : undefined
  try {
    const read: unknown = JSON.parse(said)
    return typeof read === 'string' ? undefined : themeOf(read)
  } catch {
    return undefined
  }
}
