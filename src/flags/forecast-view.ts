import { shortDayText } from '../base/day-words.ts'
import { dayMs } from '../pacing/zoned-time.ts'
import type { Channel } from '../projects/channel.ts'
import type { Chosen } from './chosen.ts'
import type { ChangeDraft, Flag } from './flag.ts'
import { standingRevision } from './flag-words.ts'
import { type Forecast, forecastAt } from './forecast.ts'
import type { ForecastChart } from './forecast-chart.ts'
import {
  type DraftReach,
  fridayAfter,
  type Gain,
  haveSentence,
  lastSentence,
  soonSentence,
  type Wider,
} from './forecast-words.ts'
import { hastened } from './hastened.ts'
import { openHalt, published, widened } from './publish.ts'
import type { Reach } from './reach.ts'
import { lastGained, outlookOf, type ReachOutlook } from './reach-outlook.ts'
import { reachIn } from './reach-words.ts'

const points = 72
const zone = 'UTC'

/** What people have of a flag's newest revision and will have, as its page tells it as of `at` (ms). */
export function forecastView(flag: Flag, channels: readonly Channel[], chosen: Chosen, at: number) {
  const outlook = outlookOf({ flag, ladder: channels.map(({ key }) => key), ...chosen, now: at })
  const friday = fridayAfter(at)
  const told = forecastAt(outlook, [friday.at])
  const [byFriday = 0] = told.have
  const isHalted = openHalt(flag, at) !== undefined
  const wider = isHalted ? undefined : widerBy(flag, channels, chosen, at)
  return {
    ...{ outlook, told, friday },
    have: haveSentence(flag, told),
    soon: soonSentence(byFriday, told.now, friday.by, wider),
    last: lastSentence(told, at, isHalted),
    rows: told.channels.map(({ channel, now, have, inAll }) => ({ channel, now, friday: have[0] ?? 0, inAll })),
    chart: told.people > 0 ? chartOf(flag, channels, outlook, told, at) : undefined,
  }
}

/** The boldest channel that is not open to all of it yet, opened: who would have it then. */
function widerBy(flag: Flag, channels: readonly Channel[], chosen: Chosen, at: number): Wider | undefined {
  const revision = standingRevision(flag)
  const next = revision && reachIn(revision.steps, channels, at).find(({ percent }) => percent < 100_000)
  if (!revision || !next) return undefined
  const wider = widerOutlook(flag, channels, chosen, revision.number, { [next.key]: 100_000 }, at)
  const [friday = 0] = forecastAt(wider, [fridayAfter(at).at]).have
  return { name: next.name, to: 100_000, now: forecastAt(wider, []).now, friday }
}

function widerOutlook(
  flag: Flag,
  channels: readonly Channel[],
  chosen: Chosen,
  revision: number,
  reach: Reach,
  at: number,
): ReachOutlook {
  const ladder = channels.map(({ key }) => key)
  const wider = widened(flag, revision, reach, { now: at, by: '', ladder })
  return outlookOf({ flag: wider, ladder, ...chosen, now: at + 1, revision })
}

/** Whom a wider reach of the newest revision would bring it, on top of `before`; refuses what cannot be. */
export function gainOf(channels: readonly Channel[], chosen: Chosen, before: ReachOutlook, reach: Reach): Gain {
  const { flag, revision, now } = before
  const after = widerOutlook(flag, channels, chosen, revision, reach, now)
  const instants = [now + 1, fridayAfter(now).at]
  const [had, has] = [before, after].map((outlook) => forecastAt(outlook, instants).have)
  const [more = 0, friday = 0] = instants.map((_, i) => (has?.[i] ?? 0) - (had?.[i] ?? 0))
  return { now: more, friday, last: lastGained(before, after) }
}

/** The outlook of a draft as if it were published at `at` (ms), and how many would get something early by it. */
export function draftOutlook(
  flag: Flag,
  draft: ChangeDraft,
  channels: readonly Channel[],
  chosen: Chosen,
  at: number,
): { outlook: ReachOutlook; hastened: number } {
  const act = { now: at, by: '', ladder: channels.map(({ key }) => key) }
  const drafted = published(flag, draft, act)
  const calm = draft.urgent ? published(flag, { ...draft, urgent: false }, act) : drafted
  const outlook = outlookOf({ flag: drafted, ladder: act.ladder, ...chosen, now: at + 1 })
  return { outlook, hastened: flag.kind === 'paced' ? hastened(drafted, calm, act.ladder, chosen, at + 1) : 0 }
}

/** A draft's reach in people. */
export function draftReach(drafted: { outlook: ReachOutlook; hastened: number }): DraftReach {
  const { now, have, last, waiting, never } = forecastAt(drafted.outlook, [fridayAfter(drafted.outlook.now).at])
  return { now, friday: have[0] ?? 0, last, waiting, never, hastened: drafted.hastened }
}

/** From the publication on, to a little behind the last arrival; at least a week. */
function chartOf(flag: Flag, channels: readonly Channel[], outlook: ReachOutlook, told: Forecast, at: number) {
  const from = Math.min(at, flag.revisions[told.revision - 1]?.at ?? at)
  const end = Math.max(told.last ?? 0, told.keeping?.until ?? 0)
  const to = end > at ? end + (end - from) * 0.04 : at + Math.max(7 * dayMs, (at - from) / 2)
  // A little before the publication, so that one sees it begin.
  const start = from - (to - from) * 0.03
  const even = Array.from({ length: points }, (_, i) => Math.round(start + ((to - start) * i) / (points - 1)))
  const instants = [...new Set([...even, from, at, ...(end > at ? [end] : [])])].sort((a, b) => a - b)
  const { channels: counted, have } = forecastAt(outlook, instants)
  const series = counted
    .map((one, index) => ({ index, name: channels[index]?.name ?? one.channel, have: one.have }))
    .reverse()
  const short = (instant: number) => shortDayText(instant, zone).slice(4)
  const ends = end > at ? [end] : []
  const drawing: ForecastChart = {
    ...{ series, instants, now: at },
    label: `Who has ${flag.title}, and when the rest follows`,
    description: `${have[instants.indexOf(at)] ?? 0} people now, ${have.at(-1) ?? 0} in the end, by channel; the table below has the numbers.`,
    days: [from, at, ...ends].map((instant) => ({ at: instant, text: short(instant) })),
  }
  return { drawing, ...tableOf(outlook, series, [from, ...ends, ...even.filter((_, i) => i % 9 === 0)], at) }
}

/** The same numbers to read; the row of now stands out. */
function tableOf(outlook: ReachOutlook, series: ForecastChart['series'], some: readonly number[], at: number) {
  const byDay = new Map([...some, at].sort((a, b) => a - b).map((instant) => [shortDayText(instant, zone), instant]))
  byDay.set(shortDayText(at, zone), at)
  const instants = [...byDay.values()].sort((a, b) => a - b)
  const { channels, have } = forecastAt(outlook, instants)
  return {
    names: series.map(({ index, name }) => ({ index, name })),
    table: instants.map((instant, i) => ({
      at: instant,
      day: shortDayText(instant, zone),
      isNow: instant === at,
      have: series.map(({ index }) => channels[index]?.have[i] ?? 0),
      total: have[i] ?? 0,
    })),
  }
}
