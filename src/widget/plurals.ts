type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** Picks the form that a language has for a count, and puts the count where `#` stands in it. */
export function plurals(language: string) {
  const rules = new Intl.PluralRules(language)
  return (count: number, forms: Forms) => (forms[rules.select(count)] ?? forms.other).replace('#', String(count))
}
