import { dateText } from '../base/day-words.ts'
import { capitalised, listText, numberText, orText, percentText, pluralText } from '../base/wording.ts'
import { variantName } from '../flags/flag-words.ts'
import { paceName, paces } from '../pacing/policy.ts'
import type { SurveyDraft } from './survey.ts'
import { type NamedFlag, triggerWords } from './trigger-words.ts'

type Named = { flags: readonly NamedFlag[]; channels: readonly { key: string; name: string }[] }

/** When it is asked: "When they have seen New editor, 5 seconds later, in the widget’s card." */
export function momentWords({ triggers, delay, place, slot }: SurveyDraft, { flags }: Named): string {
  const when = orText(triggers.map((one) => triggerWords(one, flags)))
  const later = delay > 0 ? `, ${pluralText(delay, 'second', 'seconds')} later` : ''
  const where = place === 'inline' ? `inside the page, at “${slot ?? ''}”` : 'in the widget’s card'
  return `When ${when}${later}, ${where}.`
}

/** Who is asked: "Everybody." or "People on Beta who have New editor (On)." */
export function audienceWords({ audience }: Pick<SurveyDraft, 'audience'>, { flags, channels }: Named): string {
  const { channels: on = [], paces: at = [], flags: having = [] } = audience
  const where = on.map((key) => channels.find((one) => one.key === key)?.name ?? key)
  const speeds = at.map((pace) => `“${paces[paceName.parse(pace)].label}”`)
  const has = having.map(({ flag, variants = [] }) => {
    const known = flags.find(({ key }) => key === flag)
    const names = variants.map((variant) => (known ? variantName(known, variant) : variant))
    return `${known?.title ?? flag}${names.length > 0 ? ` (${orText(names)})` : ''}`
  })
  const parts = [
    ...(where.length > 0 ? [`on ${orText(where)}`] : []),
    ...(speeds.length > 0 ? [`at the pace ${orText(speeds)}`] : []),
    ...(has.length > 0 ? [`who have ${listText(has)}`] : []),
  ]
  return parts.length > 0 ? `People ${parts.join(' ')}.` : 'Everybody.'
}

/** How many are asked: "All of them, until 200 have answered." */
export function amountWords({ sampling, quota }: Pick<SurveyDraft, 'sampling' | 'quota'>, { flags }: Named): string {
  const { total, perVariant } = quota
  const of = sampling === 100 ? 'All of them' : `${percentText(sampling * 1000)} of them, by a fair draw`
  const each =
    perVariant &&
    `${numberText(perVariant.each)} with each variant of ${flags.find(({ key }) => key === perVariant.flag)?.title ?? perVariant.flag}`
  const limits = [total === undefined ? [] : [numberText(total)], each ? [each] : []].flat()
  return limits.length > 0 ? `${of}, until ${listText(limits)} have answered.` : `${of}.`
}

/** How often: "Once, at least 7 days after any other survey." */
export function frequencyWords({ frequency }: Pick<SurveyDraft, 'frequency'>): string {
  const { mode, times, everyDays, anyDays } = frequency
  const often =
    mode === 'once'
      ? 'once'
      : `up to ${pluralText(times, 'time', 'times')}${mode === 'until-answered' ? ' until they have completed it' : ''}`
  const gaps = [
    ...(mode !== 'once' && everyDays > 0 ? [`${pluralText(everyDays, 'day', 'days')} apart`] : []),
    ...(anyDays > 0 ? [`at least ${pluralText(anyDays, 'day', 'days')} after any other survey`] : []),
  ]
  return `${capitalised([often, ...gaps].join(', '))}.`
}

/** From when to when, in UTC. */
export function scheduleWords({ opensAt, closesAt }: Pick<SurveyDraft, 'opensAt' | 'closesAt'>, now: number): string {
  const from = opensAt === undefined ? 'From publishing on' : `From ${dateText(opensAt, 'UTC', now)}`
  return `${from}, until ${closesAt === undefined ? 'you close it' : dateText(closesAt, 'UTC', now)}.`
}
