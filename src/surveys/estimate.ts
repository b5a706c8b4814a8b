import { z } from 'zod'
import { numberText, pluralText } from '../base/wording.ts'
import { isPageTrigger, type Trigger } from './trigger.ts'

/** Whom a survey would have been asked of, had it been out in the last days; `days` is how many those are. */
export const estimate = z.object({
  people: z.int(),
  ofPeople: z.int().describe('Who was there in those days'),
  days: z.int(),
  words: z.string(),
})

export type Estimate = z.infer<typeof estimate>

type Counted = {
  /** How many of those looked at would have been asked. */
  asked: number
  looked: number
  /** How many there were in all. */
  active: number
  days: number
}

/** Of how many people a survey would be asked, from a look at some of them. */
export function estimateOf(
  { asked, looked, active, days }: Counted,
  triggers: readonly Trigger[],
  total: number | undefined,
): Estimate {
  const all = looked === 0 ? 0 : Math.round((asked * active) / looked)
  const people = Math.min(all, total ?? all)
  const perDay = all / days
  const isFull = total !== undefined && all >= total
  const words = [
    active === 0
      ? `Nobody was there in the last ${days} days, so there is nothing to go by.`
      : `${atMost(triggers) ? 'At most ' : 'About '}${pluralText(people, 'person', 'people')} of the ${numberText(active)} who were there in the last ${days} days would have been asked.`,
    ...(isFull && total
      ? [`The quota would be full after about ${pluralText(Math.max(1, Math.ceil(total / perDay)), 'day', 'days')}.`]
      : []),
    ...(looked < active ? [`Reckoned from ${numberText(looked)} of them.`] : []),
  ].join(' ')
  return { people, ofPeople: active, days, words }
}

/** What only the page knows, such as how far somebody scrolls, is taken to have happened to everybody. */
export const isKnown = (trigger: Trigger): boolean => !isPageTrigger(trigger) || trigger.on === 'event'

/** Whether an estimate is a bound: what only the page knows is taken to have happened to everybody. */
export const atMost = (triggers: readonly Trigger[]) =>
  triggers.some((trigger) => !isKnown(trigger) || (trigger.on === 'event' && (trigger.where ?? []).length > 0))
