import type { Dimension } from '../projects/dimension.ts'
import type { AnswerContext } from './answer-context.ts'

/** What a page said of itself, by the names that the team reads; a dimension that is declared no more goes by its key. */
export function contextFacts(
  { dimensions: declared }: { dimensions: readonly Dimension[] },
  { appVersion, dimensions = {} }: AnswerContext,
): { name: string; text: string }[] {
  const nameOf = (key: string) => declared.find((one) => one.key === key)?.name ?? key
  return [
    ...(appVersion === undefined ? [] : [{ name: 'Version', text: appVersion }]),
    ...Object.entries(dimensions).map(([key, text]) => ({ name: nameOf(key), text })),
  ]
}
