import { arrivalsOf } from '../pacing/release-clock.ts'
import type { ChosenGroup, ChosenOne } from './chosen.ts'
import { admits, carriedAt, type Draw, drawsIn, drawsInAll } from './draws.ts'
import type { Flag } from './flag.ts'
import { type Arrival, givenAt, oneArrival } from './one-arrival.ts'
import { clockedFor } from './standing.ts'

export type OutlookInput = {
  flag: Flag
  ladder: readonly string[]
  groups: readonly ChosenGroup[]
  /** Who is looked at by themselves; left out: nobody. */
  ones?: readonly ChosenOne[]
  /** Whose reach is asked for; left out: the newest that has not been rolled back. */
  revision?: number
  now: number
}

/**
 * Who has no date: they wait for their own yes, something without an end blocks it, they switched it off themselves, or
 * the reach leaves them out.
 */
export type Rest = { waiting: number; never: number; switchedOff: number; outside: number }

/** Expected numbers of one channel, not yet whole: arrivals by instant, and the rest. */
export type ChannelOutlook = Rest & { people: number; arrivals: Map<number, number> }

/** What the release clock says of everybody, whatever instants are asked for; this is what costs. */
export type ReachOutlook = Pick<OutlookInput, 'flag' | 'ladder' | 'now'> & {
  revision: number
  channels: ChannelOutlook[]
  keeping: { people: number; until: number } | null
}

/**
 * How many people get a revision and when, channel by channel: of each distinct policy what the release clock says of
 * it, times the share of its people whom each step of the reach lets in; of those who are looked at one by one exactly
 * what is theirs. The past of a group is told as today's choice gives it.
 */
export function outlookOf(input: OutlookInput): ReachOutlook {
  const { flag, ladder, now, ones = [] } = input
  const revision =
    input.revision ?? flag.revisions.findLast(({ withdrawnAt }) => withdrawnAt === undefined)?.number ?? 0
  const channels = ladder.map(emptyOutlook)
  countGroups(channels, input, revision)
  const keepers = new Map<number, number>()
  for (const { person, people } of ones) {
    const outlook = channels[rungOf(ladder, person.policy.channel)]
    if (!outlook) continue
    outlook.people += people
    const arrival = revision === 0 ? nothing : oneArrival(flag, person, ladder, revision, now)
    add(outlook, people, arrival, person.policy.pace)
    const { keptUntil } = arrival
    if (keptUntil !== undefined) keepers.set(keptUntil, (keepers.get(keptUntil) ?? 0) + people)
  }
  const kept = [...keepers.values()].reduce((sum, people) => sum + people, 0)
  const keeping = kept > 0 ? { people: Math.max(1, Math.round(kept)), until: Math.max(...keepers.keys()) } : null
  return { flag, ladder, now, revision, channels, keeping }
}

/** When the last of those comes who come by `after` and not by `before` (ms); null: nobody does. */
export function lastGained(before: ReachOutlook, after: ReachOutlook): number | null {
  const gained = after.channels.flatMap(({ arrivals }, i) =>
    [...arrivals].filter(([at, people]) => people - (before.channels[i]?.arrivals.get(at) ?? 0) > 1e-6),
  )
  return gained.length > 0 ? Math.max(...gained.map(([at]) => at)) : null
}

const emptyOutlook = (): ChannelOutlook => ({
  ...{ people: 0, arrivals: new Map(), waiting: 0, never: 0, switchedOff: 0, outside: 0 },
})

const nothing: Arrival = { at: Infinity, isLetIn: false }

/** Who is on a rung that is gone counts as on the most cautious one, as the clock has it. */
const rungOf = (ladder: readonly string[], channel: string) => Math.max(0, ladder.indexOf(channel))

function countGroups(outlooks: readonly ChannelOutlook[], input: OutlookInput, revision: number): void {
  const { flag, ladder, groups, now } = input
  const draws = ladder.map((channel) => drawsIn(flag, ladder, channel))
  const drawsOfMarked = drawsInAll(flag, ladder)
  for (const group of groups) {
    const { policy, people, marks = [] } = group
    const rung = rungOf(ladder, policy.channel)
    const outlook = outlooks[rung]
    if (!outlook) continue
    outlook.people += people
    if (revision === 0) add(outlook, people, nothing, policy.pace)
    else if (marks.length === 0)
      for (const draw of draws[rung] ?? []) add(outlook, people * draw.share, drawn(draw), policy.pace)
    else
      for (const { share, from } of drawsOfMarked) {
        const clocked = clockedFor(flag, { unit: '', policy, marks }, ladder, from, now)
        const at = givenAt(clocked, revision)
        const isLetIn = at < Infinity || admits(clocked.timeline, revision)
        add(outlook, people * share, { at, isLetIn }, policy.pace)
      }

    function drawn({ timeline }: Draw): Arrival {
      if (!admits(timeline, revision)) return nothing
      return { at: carriedAt(arrivalsOf(timeline, policy), revision), isLetIn: true }
    }
  }
}

function add(outlook: ChannelOutlook, people: number, { at, isLetIn, isSwitchedOff }: Arrival, pace: string): void {
  if (at < Infinity) outlook.arrivals.set(at, (outlook.arrivals.get(at) ?? 0) + people)
  else if (isSwitchedOff) outlook.switchedOff += people
  else if (!isLetIn) outlook.outside += people
  else if (pace === 'ask') outlook.waiting += people
  else outlook.never += people
}
