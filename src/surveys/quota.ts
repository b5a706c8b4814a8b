import type { AskFacts } from './ask-facts.ts'
import type { Survey } from './survey.ts'

/** One count that a quota keeps, and how far it goes. */
export type Cell = { cell: string; limit: number }

/** The count of everybody, which `total` limits. */
export const everybody = 'all'

/** Which counts one more response of this person would stand in. */
export function cellsFor(
  { quota: { total, perVariant } }: Pick<Survey, 'quota'>,
  { has }: Pick<AskFacts, 'has'>,
): Cell[] {
  const variant = perVariant && has.get(perVariant.flag)?.variant
  return [
    ...(total === undefined ? [] : [{ cell: everybody, limit: total }]),
    ...(perVariant && variant !== undefined ? [{ cell: `${perVariant.flag}=${variant}`, limit: perVariant.each }] : []),
  ]
}

/** Those of the counts in which a response stood when it was shown that the survey still keeps. */
export function cellsKept({ quota: { total, perVariant } }: Pick<Survey, 'quota'>, cells: readonly string[]): Cell[] {
  return cells.flatMap((cell): Cell[] => {
    if (cell === everybody) return total === undefined ? [] : [{ cell, limit: total }]
    return perVariant && cell.startsWith(`${perVariant.flag}=`) ? [{ cell, limit: perVariant.each }] : []
  })
}
