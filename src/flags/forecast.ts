import type { PolicyGroup } from '../pacing/policy-key.ts'
import { arrivalsOf } from '../pacing/release-clock.ts'
import { admits, carriedAt, drawsIn } from './draws.ts'
import type { Flag } from './flag.ts'

export type ForecastInput = {
  flag: Flag
  ladder: readonly string[]
  groups: readonly PolicyGroup[]
  /** People who keep an older revision by themselves until an instant (ms). */
  keeps?: readonly { revision: number; until: number; people: number }[]
  /** People who took a revision by themselves. */
  pulls?: readonly { revision: number; people: number }[]
  /** Whose reach is asked for; left out: the newest that has not been rolled back. */
  revision?: number
  now: number
  /** Instants (ms) at which to count, in any order. */
  instants: readonly number[]
}

/** People by what becomes of them; `have` goes with the instants, `inAll` is who has it when all have arrived. */
type Counts = { people: number; have: number[]; now: number; inAll: number } & Rest

/** Who has no date: they wait for their own yes, something without an end blocks it, or the reach leaves them out. */
type Rest = { waiting: number; never: number; outside: number }

/** A revision's reach in people; `last`: when the last foreseeable one gets it (ms; null: nobody is still to come). */
export type Forecast = Counts & {
  revision: number
  channels: (Counts & { channel: string })[]
  last: number | null
  keeping: { people: number; until: number } | null
}

/** Expected numbers, not yet whole: arrivals by instant, and the rest. */
type Outlook = Rest & { people: number; arrivals: Map<number, number> }

/**
 * How many people have a revision over time, channel by channel: what the release clock says of each distinct policy,
 * times the share of its people whom each step of the reach lets in. The past is told as today's choices give it.
 */
export function forecast(input: ForecastInput): Forecast {
  const { flag, ladder, now, instants } = input
  const revision =
    input.revision ?? flag.revisions.findLast(({ withdrawnAt }) => withdrawnAt === undefined)?.number ?? 0
  const outlooks = outlooksOf(flag, ladder, input.groups, revision)
  pull(outlooks, sumOf(input.pulls?.filter((one) => one.revision >= revision)), now)
  const keeps = keepsFrom(input, revision)
  for (const { until, people } of keeps) keep(outlooks, people, until)

  const isOff = (at: number) => flag.kills.some(({ from, to }) => from <= at && (to === undefined || at < to))
  const channels = ladder.map((channel, i) => {
    const { last, ...counts } = wholeCounts(outlooks[i] ?? emptyOutlook(), instants, now, isOff)
    return { channel, last, ...counts }
  })
  const sum = (of: (counts: Counts) => number) => channels.reduce((total, counts) => total + of(counts), 0)
  const last = Math.max(...channels.map((counts) => counts.last))
  return {
    revision,
    channels: channels.map(({ last: _, ...counts }) => counts),
    people: sum(({ people }) => people),
    have: instants.map((_, i) => sum(({ have }) => have[i] ?? 0)),
    now: sum((counts) => counts.now),
    inAll: sum(({ inAll }) => inAll),
    waiting: sum(({ waiting }) => waiting),
    never: sum(({ never }) => never),
    outside: sum(({ outside }) => outside),
    last: last > now ? last : null,
    keeping: keeps[0] ? { people: sumOf(keeps), until: keeps[0].until } : null,
  }
}

const emptyOutlook = (): Outlook => ({ people: 0, arrivals: new Map(), waiting: 0, never: 0, outside: 0 })

const sumOf = (some: readonly { people: number }[] = []) => some.reduce((total, { people }) => total + people, 0)

function outlooksOf(
  flag: Flag,
  ladder: readonly string[],
  groups: readonly PolicyGroup[],
  revision: number,
): Outlook[] {
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
function pull(outlooks: readonly Outlook[], people: number, now: number): void {
  const lacking = ({ arrivals, people }: Outlook) => people - countedUntil(arrivals, now)
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
function keepsFrom({ flag, keeps = [], now }: ForecastInput, revision: number) {
  const isForced = flag.revisions
    .slice(revision - 1)
    .some((one) => one.withdrawnAt === undefined && (one.urgent || one.class === 'security'))
  if (isForced || revision === 0) return []
  return keeps.filter((one) => one.revision < revision && one.until > now).sort((a, b) => b.until - a.until)
}

/** Who keeps the old one comes when that ends instead of before; all who would come before give alike. */
function keep(outlooks: readonly Outlook[], people: number, until: number): void {
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

/**
 * Expected numbers as whole people. What is rounded is each sum on the way (arrivals in order, then who waits, never
 * gets it, stays outside), so that all parts add up to the channel's people and a number never falls as time goes on.
 */
function wholeCounts(outlook: Outlook, instants: readonly number[], now: number, isOff: (at: number) => boolean) {
  const { people, arrivals, waiting, never } = outlook
  const times = [...arrivals.keys()].sort((a, b) => a - b)
  let expected = 0
  const upTo = times.map((at) => {
    expected += arrivals.get(at) ?? 0
    return expected
  })
  const whole = (value: number) => Math.min(people, Math.round(value))
  const inAll = whole(expected)
  const withWaiting = Math.max(inAll, whole(expected + waiting))
  const withNever = Math.max(withWaiting, whole(expected + waiting + never))
  const haveAt = (at: number) => (isOff(at) ? 0 : whole(upTo[lastIndex(times, at)] ?? 0))
  return {
    people,
    have: instants.map(haveAt),
    now: haveAt(now),
    inAll,
    waiting: withWaiting - inAll,
    never: withNever - withWaiting,
    outside: people - withNever,
    last: inAll > 0 ? (times[upTo.findIndex((sum) => whole(sum) === inAll)] ?? -Infinity) : -Infinity,
  }
}

/** The place of the last of ascending `times` that is not after `at`; -1: none. */
function lastIndex(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? Infinity) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}
