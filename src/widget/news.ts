import type { ChoicesReply } from '../portal/choices-shape.ts'
import { type KnownNews, knownTogether } from '../portal/known-news.ts'

type Having = ChoicesReply['having'][number]
type Coming = ChoicesReply['coming'][number]

type Change = { flag: string; revision: number }

/** What has arrived by itself and waits for a yes, and nobody has told the subject yet. */
export type News = { arrived: Having[]; waiting: Coming[] }

/** A change that only the person's own yes will bring. */
export const waitsForYes = ({ policy }: ChoicesReply, { at, paused }: Coming) =>
  policy.pace === 'ask' && at === null && !paused

/**
 * What is new in a reply to somebody who knows `known`; where nothing is remembered of them, what came after `since`
 * (ms). What one's own choice or hand has brought is no news.
 */
export function newsIn(reply: ChoicesReply, known: KnownNews | undefined, since: number): News {
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
export function knownAfter(reply: ChoicesReply, known: KnownNews = { had: {}, asked: {} }): KnownNews {
  const asked = reply.coming.filter((change) => waitsForYes(reply, change))
  return knownTogether(known, newsOf(reply.having, asked))
}

/** What somebody knows who has been told of these. */
export const newsOf = (arrived: readonly Change[], waiting: readonly Change[]): KnownNews => ({
  had: newestOf(arrived),
  asked: newestOf(waiting),
})

function newestOf(changes: readonly Change[]): Record<string, number> {
  const newest: Record<string, number> = {}
  for (const { flag, revision } of changes) newest[flag] = Math.max(revision, newest[flag] ?? 0)
  return newest
}
