import type { Theme } from '../api.ts'

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
