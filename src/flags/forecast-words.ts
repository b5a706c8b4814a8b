import { dayText, nearDayText } from '../base/day-words.ts'
import { listText, numberText, percentText } from '../base/wording.ts'
import { dayMs } from '../pacing/zoned-time.ts'
import type { Flag } from './flag.ts'
import type { Forecast } from './forecast.ts'
import { isSplit } from './given-by.ts'

/** The team reads days as UTC has them; people read theirs in their own zone. */
const zone = 'UTC'

/** The end (ms) of the next Friday after today, and how it is named. */
export function fridayAfter(now: number): { at: number; name: string; by: string } {
  const today = Math.floor(now / dayMs)
  // 1970-01-01 was a Thursday: days count from there.
  const ahead = (((1 - today) % 7) + 7) % 7 || 7
  const name = ahead === 7 ? 'next Friday' : 'Friday'
  return { at: (today + ahead + 1) * dayMs - 1, name, by: `by ${name}` }
}

/** "2 404 people have New editor." */
export function haveSentence(flag: Flag, { now, revision }: Pick<Forecast, 'now' | 'revision'>): string {
  const who = now === 0 ? 'Nobody has' : now === 1 ? '1 person has' : `${numberText(now)} people have`
  return `${who} ${thingOf(flag, revision)}${now === 0 ? ' yet' : ''}.`
}

/** What is counted: the flag by its title, unless an earlier revision gives it too or chance deals what it gives. */
function thingOf(flag: Flag, number: number): string {
  const revision = flag.revisions[number - 1]
  const isFirst = flag.revisions.slice(0, number - 1).every(({ withdrawnAt }) => withdrawnAt !== undefined)
  const isAlone = isFirst && revision !== undefined && !isSplit(revision)
  return isAlone ? flag.title : `revision\u00a0${number} of ${flag.title}`
}

/** How it goes on: as it is, or were one channel wider; `name` and `to` (thousandths) of that channel. */
export type Wider = { name: string; to: number; now: number; friday: number }

/** "With Beta at 100 % it would be 3 500 by Friday." */
export function soonSentence(friday: number, now: number, by: string, wider?: Wider): string {
  if (wider && wider.friday > friday) {
    const when = wider.now === wider.friday ? 'at once' : by
    return `With ${wider.name} at ${percentText(wider.to)} it would be ${numberText(wider.friday)} ${when}.`
  }
  return friday > now ? `It will be ${numberText(friday)} ${by}.` : ''
}

/** "The last one gets it on 5 January; 12 wait for their own yes; then the old code can go." */
export function lastSentence(told: Forecast, now: number, isHalted: boolean): string {
  const { last, keeping, waiting, never, switchedOff, outside, inAll, people } = told
  if (people === 0) return 'Nobody is known who could get it: people count from the first thing they do.'
  if (inAll + waiting + never + switchedOff === 0) return 'Nobody who is known is let in yet.'
  const rest = [
    ...(keeping ? [`${some(keeping.people, 'keep')} the old one until ${dayText(keeping.until, zone, now)}`] : []),
    ...(waiting ? [`${some(waiting, 'wait')} for their own yes`] : []),
    ...(never
      ? [isHalted ? `${some(never, 'get')} it only once it is resumed` : `${some(never, 'have')} no date`]
      : []),
    ...(switchedOff ? [`${some(switchedOff, 'have')} switched it off themselves`] : []),
    ...(outside ? [`${numberText(outside)} ${outside === 1 ? 'is' : 'are'} not let in`] : []),
  ]
  const isDone = rest.length === 0
  if (last === null && isDone) return 'Everybody has it: the old code can go.'
  const begin = [
    ...(last === null && inAll > 0 ? ['Who is let in has it'] : []),
    ...(last !== null
      ? [`The last ${outside > 0 ? 'of those let in' : 'one'} gets it ${nearDayText(last, zone, now)}`]
      : []),
  ]
  const end = outside + never + switchedOff > 0 ? [] : ['then the old code can go']
  const text = [...begin, ...rest, ...end].join('; ')
  return `${text}.`
}

/** "1 keeps", "37 keep". */
function some(count: number, verb: string): string {
  const one = verb === 'have' ? 'has' : `${verb}s`
  return `${numberText(count)} ${count === 1 ? one : verb}`
}

/** People who come by a wider reach: at once, by the next Friday, and when (ms) the last of them comes. */
export type Gain = { now: number; friday: number; last: number | null }

/** "now +188, Friday +1 079, the last of them on 5 January"; `now` is the instant from which it would count (ms). */
export function gainWords({ now: more, friday, last }: Gain, fridayName: string, now: number): string {
  if (last === null) return 'nobody who is known would get it by that'
  if (last <= now) return `now +${numberText(more)}`
  return `now +${numberText(more)}, ${fridayName} +${numberText(friday)}, the last of them ${nearDayText(last, zone, now)}`
}

/** What publishing a draft would do in people. */
export type DraftReach = {
  now: number
  friday: number
  last: number | null
  waiting: number
  never: number
  hastened: number
}

/** "Now 12, Friday 340, the last one on 5 January. 37 people get something earlier than they chose." */
export function draftSentence(draft: DraftReach, friday: string, now: number): string {
  const { waiting, never, hastened } = draft
  const parts = [
    `Now ${numberText(draft.now)}`,
    ...(draft.last === null ? [] : [`${friday} ${numberText(draft.friday)}`]),
    ...(draft.last === null ? [] : [`the last one ${nearDayText(draft.last, zone, now)}`]),
  ]
  const rest = [
    ...(waiting ? [`${some(waiting, 'wait')} for their own yes`] : []),
    ...(never ? [`${some(never, 'have')} no date`] : []),
  ]
  const early = hastened
    ? ` ${numberText(hastened)} ${hastened === 1 ? 'person gets' : 'people get'} something earlier than they chose.`
    : ''
  return `${parts.join(', ')}.${rest.length ? ` ${listText(rest)}.` : ''}${early}`
}
