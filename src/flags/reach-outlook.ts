import type { ActCounts } from '../pacing/act-counts.ts'
import type { PolicyGroup } from '../pacing/policy-key.ts'
import { arrivalsOf } from '../pacing/release-clock.ts'
import { admits, carriedAt, drawsIn } from './draws.ts'
import type { Flag } from './flag.ts'

export type OutlookInput = {
  flag: Flag
  ladder: readonly string[]
  groups: readonly PolicyGroup[]
  /** What people did by themselves; left out: nothing. */
  keeps?: ActCounts['keeps']
  pulls?: ActCounts['pulls']
  /** Whose reach is asked for; left out: the newest that has not been rolled back. */
  revision?: number
  now: number
}

/** Who has no date: they wait for their own yes, something without an end blocks it, or the reach leaves them out. */
export type Rest = { waiting: number; never: number; outside: number }

/** Expected numbers of one channel, not yet whole: arrivals by instant, and the rest. */
export type ChannelOutlook = Rest & { people: number; arrivals: Map<number, number> }

/** What the release clock says of everybody, whatever instants are asked for; this is what costs. */
export type ReachOutlook = Pick<OutlookInput, 'flag' | 'ladder' | 'now'> & {
  revision: number
  channels: ChannelOutlook[]
  keeping: { people: number; until: number } | null
}

/**
 * How many people get a revision and when, channel by channel: what the release clock says of each distinct policy,
 * times the share of its people whom each step of the reach lets in. The past is told as today's choices give it.
 */
export function outlookOf(input: OutlookInput): ReachOutlook {
  const { flag, ladder, now, groups } = input
  const revision =
    input.revision ?? flag.revisions.findLast(({ withdrawnAt }) => withdrawnAt === undefined)?.number ?? 0
  const channels = arrivalsOfAll(flag, ladder, groups, revision)
  pull(channels, sumOf(input.pulls?.filter((one) => one.revision >= revision)), now)
  const keeps = keepsFrom(input, revision)
  for (const { until, people } of keeps) keep(channels, people, until)
  const keeping = keeps[0] ? { people: sumOf(keeps), until: keeps[0].until } : null
  return { flag, ladder, now, revision, channels, keeping }
}

/** When the last of those comes who come by `after` and not by `before` (ms); null: nobody does. */
export function lastGained(before: ReachOutlook, after: ReachOutlook): number | null {
  const gained = after.channels.flatMap(({ arrivals }, i) =>
    [...arrivals].filter(([at, people]) => people - (before.channels[i]?.arrivals.get(at) ?? 0) > 1e-6),
  )
  return gained.length > 0 ? Math.max(...gained.map(([at]) => at)) : null
}

const emptyOutlook = (): ChannelOutlook => ({ people: 0, arrivals: new Map(), waiting: 0, never: 0, outside: 0 })

const sumOf = (some: readonly { people: number }[] = []) => some.reduce((total, { people }) => total + people, 0)

function arrivalsOfAll(flag: Flag, ladder: readonly string[], groups: readonly PolicyGroup[], revision: number) {
  const draws = ladder.map((channel) => drawsIn(flag, ladder, channel))
  const outlooks = ladder.map(emptyOutlook)
  for (const { policy, people } of groups) {
    // Who is on a rung that is gone counts as on the most cautious one, as the clock has it.
    const rung = Math.max(0, ladder.indexOf(policy.channel))
    const outlook = outlooks[rung]
    if (!outlook) continue
    outlook.people += people
    for (const { share, timeline } of draws[rung] ?? []) {
      const expected = people * share
      if (revision === 0 || !admits(timeline, revision)) {
        outlook.outside += expected
        continue
      }
      const at = carriedAt(arrivalsOf(timeline, policy), revision)
      if (at < Infinity) outlook.arrivals.set(at, (outlook.arrivals.get(at) ?? 0) + expected)
      else if (policy.pace === 'ask') outlook.waiting += expected
      else outlook.never += expected
    }
  }
  return outlooks
}

/** Who took it has it from now on, wherever they stood; nobody knows where that was, so all who lack it give alike. */
function pull(outlooks: readonly ChannelOutlook[], people: number, now: number): void {
  const lacking = ({ arrivals, people }: ChannelOutlook) => people - countedUntil(arrivals, now)
  const all = outlooks.reduce((total, outlook) => total + lacking(outlook), 0)
  if (people === 0 || all === 0) return
  const share = Math.min(1, people / all)
  for (const outlook of outlooks) {
    const taken = lacking(outlook) * share
    for (const [at, expected] of outlook.arrivals) if (at > now) outlook.arrivals.set(at, expected * (1 - share))
    for (const rest of ['waiting', 'never', 'outside'] as const) outlook[rest] *= 1 - share
    outlook.arrivals.set(now, (outlook.arrivals.get(now) ?? 0) + taken)
  }
}

/** The latest first; nobody keeps the old one against an urgent or security change that this revision is or precedes. */
function keepsFrom({ flag, keeps = [], now }: OutlookInput, revision: number) {
  const isForced = flag.revisions
    .slice(revision - 1)
    .some((one) => one.withdrawnAt === undefined && (one.urgent || one.class === 'security'))
  if (isForced || revision === 0) return []
  return keeps.filter((one) => one.revision < revision && one.until > now).sort((a, b) => b.until - a.until)
}

/** Who keeps the old one comes when that ends instead of before; all who would come before give alike. */
function keep(outlooks: readonly ChannelOutlook[], people: number, until: number): void {
  const before = outlooks.reduce((total, { arrivals }) => total + countedUntil(arrivals, until), 0)
  if (people === 0 || before === 0) return
  const share = Math.min(1, people / before)
  for (const { arrivals } of outlooks) {
    const moved = countedUntil(arrivals, until) * share
    for (const [at, expected] of arrivals) if (at <= until) arrivals.set(at, expected * (1 - share))
    arrivals.set(until, (arrivals.get(until) ?? 0) + moved)
  }
}

const countedUntil = (arrivals: ReadonlyMap<number, number>, until: number) => {
  let counted = 0
  for (const [at, expected] of arrivals) if (at <= until) counted += expected
  return counted
}
