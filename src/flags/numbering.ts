const mostKept = 5000

/** Numbers objects by what they say (`textOf`), so that keys can be made of numbers: the same text, the same number. */
export function numbering<Numbered extends object>(textOf: (one: Numbered) => string) {
  const byText = new Map<string, number>()
  const known = new WeakMap<Numbered, number>()
  let last = 0

  return (one: Numbered): number => {
    const there = known.get(one)
    if (there !== undefined) return there
    const text = textOf(one)
    const number = byText.get(text) ?? ++last
    // What is forgotten gets another number when it comes again, and no number is given twice.
    if (byText.size >= mostKept) byText.clear()
    byText.set(text, number)
    known.set(one, number)
    return number
  }
}
