import { type ChannelOutlook, type OutlookInput, outlookOf, type ReachOutlook, type Rest } from './reach-outlook.ts'

/** The same with the instants (ms) at which to count, in any order. */
export type ForecastInput = OutlookInput & { instants: readonly number[] }

/** People by what becomes of them; `have` goes with the instants, `inAll` is who has it when all have arrived. */
type Counts = { people: number; have: number[]; now: number; inAll: number } & Rest

/** A revision's reach in people; `last`: when the last foreseeable one gets it (ms; null: nobody is still to come). */
export type Forecast = Counts & {
  revision: number
  channels: (Counts & { channel: string })[]
  last: number | null
  keeping: { people: number; until: number } | null
}

/** An outlook in whole people at some instants. */
export function forecastAt(
  { flag, ladder, now, revision, keeping, ...outlook }: ReachOutlook,
  instants: readonly number[],
) {
  const isOff = (at: number) => flag.kills.some(({ from, to }) => from <= at && (to === undefined || at < to))
  const channels = outlook.channels.map((one, i) => ({
    channel: ladder[i] ?? '',
    ...wholeCounts(one, instants, now, isOff),
  }))
  const sum = (of: (counts: Counts) => number) => channels.reduce((total, counts) => total + of(counts), 0)
  const last = Math.max(...channels.map((counts) => counts.last))
  const forecast: Forecast = {
    revision,
    channels: channels.map(({ last: _, ...counts }) => counts),
    people: sum(({ people }) => people),
    have: instants.map((_, i) => sum(({ have }) => have[i] ?? 0)),
    now: sum((counts) => counts.now),
    inAll: sum(({ inAll }) => inAll),
    waiting: sum(({ waiting }) => waiting),
    never: sum(({ never }) => never),
    switchedOff: sum(({ switchedOff }) => switchedOff),
    outside: sum(({ outside }) => outside),
    last: last > now ? last : null,
    keeping,
  }
  return forecast
}

export const forecast = (input: ForecastInput): Forecast => forecastAt(outlookOf(input), input.instants)

/**
 * Expected numbers as whole people. What is rounded is each sum on the way (arrivals in order, then who waits, never
 * gets it, switched it off, stays outside), so that all parts add up to the channel's people and a number never falls as time goes on.
 */
function wholeCounts(
  outlook: ChannelOutlook,
  instants: readonly number[],
  now: number,
  isOff: (at: number) => boolean,
) {
  const { arrivals, waiting, never, switchedOff } = outlook
  const people = Math.round(outlook.people)
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
  const withSwitchedOff = Math.max(withNever, whole(expected + waiting + never + switchedOff))
  const haveAt = (at: number) => (isOff(at) ? 0 : whole(upTo[lastIndex(times, at)] ?? 0))
  return {
    people,
    have: instants.map(haveAt),
    now: haveAt(now),
    inAll,
    waiting: withWaiting - inAll,
    never: withNever - withWaiting,
    switchedOff: withSwitchedOff - withNever,
    outside: people - withSwitchedOff,
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
