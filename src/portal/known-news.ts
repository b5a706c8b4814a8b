/** What somebody has been told of: the newest revision that arrived, and that asked for a yes, of each flag. */
export type KnownNews = { had: Record<string, number>; asked: Record<string, number> }

/** What somebody knows who was told the one and the other; in whatever order, and however often. */
export const knownTogether = (one: KnownNews, other: KnownNews): KnownNews => ({
  had: newest(one.had, other.had),
  asked: newest(one.asked, other.asked),
})

/** Whether somebody who knows `known` knows all of `told`. */
export const isKnown = (told: KnownNews, known: KnownNews): boolean =>
  isCovered(told.had, known.had) && isCovered(told.asked, known.asked)

function newest(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  const both = { ...one }
  for (const [flag, revision] of Object.entries(other)) both[flag] = Math.max(revision, both[flag] ?? 0)
  return both
}

const isCovered = (told: Record<string, number>, known: Record<string, number>) =>
  Object.entries(told).every(([flag, revision]) => revision <= (known[flag] ?? 0))
