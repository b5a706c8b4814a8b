import type { TypedForm } from '../base/typed-form.ts'
import type { Channel } from '../projects/channel.ts'
import { percentages } from './change-form.ts'
import type { Flag, Revision } from './flag.ts'
import { arrivalSentence, asOf, flagSentence, standingRevision, stateOf, toneOf, variantName } from './flag-words.ts'
import { historyOf, waysBack } from './history.ts'
import { percentFault, percentField } from './percent-field.ts'
import { openHalt, openKill } from './publish.ts'
import { reachIn, widenEffect, widenWords } from './reach-words.ts'

/** What a flag's page shows; `seen`: people by variant, `typed`: the reach that somebody is about to ask for. */
export function flagView(
  flag: Flag,
  channels: readonly Channel[],
  seen: ReadonlyMap<string, number>,
  typed: TypedForm,
  now: number,
) {
  const at = asOf(flag, now)
  const state = stateOf(flag, channels, now)
  const ways = waysBack(flag)
  const revisions = flag.revisions.map((revision) => ({
    ...revision,
    back: ways.find(({ number }) => number === revision.number),
  }))
  return {
    flag,
    title: flag.title,
    ...{ state, tone: toneOf(state), sentence: flagSentence(flag, channels, seen, now) },
    off: variantName(flag, flag.off),
    arrival: arrivalSentence(flag, now),
    kill: openKill(flag, at),
    halt: openHalt(flag, at),
    current: currentOf(flag, channels, typed, at),
    revisions: revisions.reverse(),
    backToNothing: ways.find(({ number }) => number === 0),
    history: historyOf(flag, channels),
  }
}

/** The newest revision that is in force, with a field for each channel and what the fields would do. */
function currentOf(flag: Flag, channels: readonly Channel[], typed: TypedForm, at: number) {
  const revision = standingRevision(flag)
  if (!revision) return undefined
  const fields = reachIn(revision.steps, channels, at).map((reach) => {
    const field = `reach:${reach.key}`
    const label = `New reach on ${reach.name} in percent`
    return { ...reach, field, fault: `reach.${reach.key}`, label, value: typed[field] ?? percentField(reach.percent) }
  })
  const dealt = flag.variants.filter(({ key }) => (revision.weights[key] ?? 0) > 0)
  return {
    ...revision,
    fields,
    isOpenToAll: fields.every(({ percent }) => percent === 100_000),
    isSplit: dealt.length > 1,
    split: dealt.map(({ key, name }) => ({ name, weight: revision.weights[key] ?? 0 })),
    effect: effectOf(revision, channels, typed),
  }
}

/** What the fields would do; undefined while they stand as they were sent. */
function effectOf({ steps }: Pick<Revision, 'steps'>, channels: readonly Channel[], typed: TypedForm) {
  const { values, faults } = percentages(typed, 'reach')
  if (faults.length > 0) return { text: percentFault, isRefused: true }
  if (Object.keys(values).length === 0) return undefined
  const effect = widenEffect(steps, values, channels)
  return { text: widenWords(effect), isRefused: effect.lowers.length > 0 }
}
