import { z } from 'zod'

/** A language tag of BCP 47, in its canonical form: `de`, `pt-BR`, `zh-Hant`. */
export const language = z
  .string()
  .max(35)
  .transform((tag, { addIssue }) => {
    try {
      const [canonical] = Intl.getCanonicalLocales(tag)
      if (canonical !== undefined) return canonical
    } catch {}
    addIssue('Use a language tag such as en, de or pt-BR')
    return z.NEVER
  })
