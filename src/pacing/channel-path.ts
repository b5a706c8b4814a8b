import type { Mark, Policy } from './policy.ts'
import { dayMs } from './zoned-time.ts'

/**
 * A channel and the day since which somebody was on it, in days since 1970-01-01 in UTC; null: from the beginning. '': on
 * whichever one is the project's default.
 */
export type Stay = { channel: string; since: number | null }

/** So that a key fits into an index, and few people have one of their own: what was longer ago is forgotten. */
const mostMoves = 6
const keptDays = 45

export const dayOf = (instant: number): number => Math.floor(instant / dayMs)

/**
 * The way somebody went between channels lately, as "stable 20404 beta": one text for all who went it on the same days.
 * Of several moves on one day the last counts, and a day's move back to where they were is none.
 */
export function pathKey({ channel, since }: Pick<Policy, 'channel' | 'since'>, marks: readonly Mark[]): string {
  const stays = [...marks.map(({ policy }) => policy), { channel, since }]
  let path: Stay[] = []
  stays.forEach(({ channel, since }, i) => {
    const day = i === 0 || since === undefined ? null : dayOf(since)
    path = path.filter((stay) => day === null || stay.since === null || stay.since < day)
    if (path.at(-1)?.channel !== channel) path.push({ channel, since: path.length === 0 ? null : day })
  })
  const newest = since === undefined ? Number.NEGATIVE_INFINITY : dayOf(since)
  const kept = path.filter((_, i) => {
    const left = path[i + 1]?.since
    return left === undefined || (left !== null && left >= newest - keptDays && i >= path.length - 1 - mostMoves)
  })
  return kept.map((stay, i) => (i === 0 || stay.since === null ? '' : `${stay.since} `) + stay.channel).join(' ')
}

/** The way that a key stands for. */
export function pathOfKey(key: string): Stay[] {
  const [first = '', ...rest] = key.split(' ')
  const moves = rest.flatMap((day, i) => (i % 2 === 0 ? [{ channel: rest[i + 1] ?? '', since: Number(day) }] : []))
  return [{ channel: first, since: null }, ...moves]
}

/** Where somebody who went this way was at the end of a day. */
export const channelOn = (path: readonly Stay[], day: number): string =>
  path.findLast(({ since }) => since === null || since <= day)?.channel ?? ''
