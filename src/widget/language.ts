/**
 * The first of the wanted languages (BCP 47) that there is, as it stands or by its primary subtag; else English.
 */
export function languageOf(wanted: readonly (string | undefined)[], available: readonly string[]): string {
  for (const tag of wanted) {
    const exact = tag?.toLowerCase() ?? ''
    const found = available.find((one) => one === exact) ?? available.find((one) => one === exact.split('-')[0])
    if (found) return found
  }
  return 'en'
}
