/** Names of a document's own fields, without what is inside them; `undefined` stands for all there may be. */
export type FieldNames = ReadonlySet<string> | undefined

/** The field of the document itself that a path begins with. */
export const rootOf = (path: string): string => {
  const dot = path.indexOf('.')
  return dot < 0 ? path : path.slice(0, dot)
}

export function unite(all: readonly FieldNames[]): FieldNames {
  const united = new Set<string>()
  for (const names of all) {
    if (!names) return undefined
    for (const name of names) united.add(name)
  }
  return united
}

export function meet(some: FieldNames, others: FieldNames): boolean {
  if (!some || !others) return true
  for (const name of some) if (others.has(name)) return true
  return false
}
