/** Makes one call of the many with the same key: `ms` after the first of them, once for all until then. */
export function coalesced(act: (key: string) => void, ms: number): (key: string) => void {
  const due = new Set<string>()
  return (key) => {
    if (due.has(key)) return
    due.add(key)
    setTimeout(() => {
      due.delete(key)
      act(key)
    }, ms).unref()
  }
}
