import { z } from 'zod'

const longest = 35

/** A language tag of BCP 47, in its canonical form: `de`, `pt-BR`, `zh-Hant`. */
export const language = z
  .string()
  .max(longest)
  .transform((tag, { addIssue }) => {
    const canonical = canonicalOf(tag)
    if (canonical !== undefined) return canonical
    addIssue('Use a language tag such as en, de or pt-BR')
    return z.NEVER
  })

/** What somebody reads, as their page says it: what is no tag there is an unknown language, and no reason to refuse. */
export const readLanguage = z
  .string()
  .max(longest)
  .transform((tag) => canonicalOf(tag) ?? 'und')

function canonicalOf(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}
