import type { TypedForm } from '../base/typed-form.ts'
import type { Channel } from '../projects/channel.ts'
import { percentages } from './change-form.ts'
import type { Chosen } from './chosen.ts'
import type { Flag } from './flag.ts'
import {
  arrivalSentence,
  asOf,
  flagSentence,
  seenSentence,
  standingRevision,
  stateOf,
  toneOf,
  variantName,
} from './flag-words.ts'
import { forecastView, gainOf } from './forecast-view.ts'
import { gainWords } from './forecast-words.ts'
import { historyOf, waysBack } from './history.ts'
import { percentFault, percentField } from './percent-field.ts'
import { openHalt, openKill } from './publish.ts'
import { reachIn, widenEffect, widenWords } from './reach-words.ts'

/** Who uses the product: by what they chose, and by which variant they have seen. */
export type FlagPeople = { chosen: Chosen; seen: ReadonlyMap<string, number> }

/** What a flag's page shows; `typed`: the reach that somebody is about to ask for. */
export function flagView(
  flag: Flag,
  channels: readonly Channel[],
  { chosen, seen }: FlagPeople,
  typed: TypedForm,
  now: number,
) {
  const at = asOf(flag, now)
  const forecast = forecastView(flag, channels, chosen, at)
  const state = stateOf(flag, channels, now)
  const ways = waysBack(flag)
  const revisions = flag.revisions.map((revision) => ({
    ...revision,
    back: ways.find(({ number }) => number === revision.number),
  }))
  return {
    flag,
    title: flag.title,
    ...{ state, tone: toneOf(state), sentence: flagSentence(flag, channels, forecast, now) },
    seen: seenSentence(flag, seen),
    off: variantName(flag, flag.off),
    arrival: arrivalSentence(flag, now),
    kill: openKill(flag, at),
    halt: openHalt(flag, at),
    current: currentOf(flag, channels, chosen, forecast, typed, at),
    last: openKill(flag, at) || !standingRevision(flag) ? undefined : forecast.last,
    chart: forecast.chart,
    friday: forecast.friday.name,
    revisions: revisions.reverse(),
    backToNothing: ways.find(({ number }) => number === 0),
    history: historyOf(flag, channels),
  }
}

/** The newest revision that is in force, with a field for each channel and what the fields would do. */
function currentOf(
  flag: Flag,
  channels: readonly Channel[],
  chosen: Chosen,
  forecast: ReturnType<typeof forecastView>,
  typed: TypedForm,
  at: number,
) {
  const revision = standingRevision(flag)
  if (!revision) return undefined
  const fields = reachIn(revision.steps, channels, at).map((reach) => {
    const field = `reach:${reach.key}`
    const label = `New reach on ${reach.name} in percent`
    const people = forecast.rows.find(({ channel }) => channel === reach.key)
    return {
      ...reach,
      people,
      field,
      fault: `reach.${reach.key}`,
      label,
      value: typed[field] ?? percentField(reach.percent),
    }
  })
  const dealt = flag.variants.filter(({ key }) => (revision.weights[key] ?? 0) > 0)
  return {
    ...revision,
    fields,
    isOpenToAll: fields.every(({ percent }) => percent === 100_000),
    isSplit: dealt.length > 1,
    split: dealt.map(({ key, name }) => ({ name, weight: revision.weights[key] ?? 0 })),
    effect: effectOf(),
  }

  /** What the fields would do; undefined while they stand as they were sent. */
  function effectOf() {
    const { values, faults } = percentages(typed, 'reach')
    if (faults.length > 0) return { text: percentFault, isRefused: true }
    if (!revision || Object.keys(values).length === 0) return undefined
    const effect = widenEffect(revision.steps, values, channels)
    const words = widenWords(effect)
    if (effect.lowers.length > 0) return { text: words, isRefused: true }
    const isKnown = Object.keys(values).every((key) => channels.some((channel) => channel.key === key))
    const isEmpty = effect.changes.length === 0 || forecast.told.people === 0
    if (isEmpty || !isKnown || openKill(flag, at)) return { text: words, isRefused: false }
    const gain = gainWords(gainOf(channels, chosen, forecast.outlook, values), forecast.friday.name, at + 1)
    return { text: `${words.slice(0, -1)}: ${gain}.`, isRefused: false }
  }
}
