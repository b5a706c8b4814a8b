import type { ChoicesReply } from '../portal/choices-shape.ts'

type Having = ChoicesReply['having'][number]
type Coming = ChoicesReply['coming'][number]

/** What one has been told of: the newest revision that arrived, and that asked for a yes, of each flag. */
export type Known = { had: Record<string, number>; asked: Record<string, number> }

/** What has arrived by itself and waits for a yes, and nobody has told the subject yet. */
export type News = { arrived: Having[]; waiting: Coming[] }

/** A change that only the person's own yes will bring. */
export const waitsForYes = ({ policy }: ChoicesReply, { at, paused }: Coming) =>
  policy.pace === 'ask' && at === null && !paused

/**
 * What is new in a reply to somebody who knows `known`; where nothing is remembered of them, what came after `since`
 * (ms). What one's own choice or hand has brought is no news.
 */
export function newsIn(reply: ChoicesReply, known: Known | undefined, since: number): News {
  const { policy, having, coming } = reply
  const chosenAt = policy.since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(policy.since)
  const waiting = coming.filter((change) => waitsForYes(reply, change))
  return {
    arrived: having.filter(({ flag, revision, at, pulled }) => {
      if (pulled || Date.parse(at) <= chosenAt) return false
      return known ? revision > (known.had[flag] ?? 0) : Date.parse(at) > since
    }),
    // All that waits is counted as soon as one of it is new.
    waiting: known && waiting.some(({ flag, revision }) => revision > (known.asked[flag] ?? 0)) ? waiting : [],
  }
}

/** What somebody knows once all of a reply has been told. */
export function knownAfter(reply: ChoicesReply, known: Known | undefined): Known {
  return {
    had: newest(known?.had, reply.having),
    asked: newest(
      known?.asked,
      reply.coming.filter((change) => waitsForYes(reply, change)),
    ),
  }
}

function newest(before: Record<string, number> = {}, told: readonly { flag: string; revision: number }[]) {
  const after = { ...before }
  for (const { flag, revision } of told) after[flag] = Math.max(revision, after[flag] ?? 0)
  return after
}
