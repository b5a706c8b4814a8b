import type { ChoicesReply } from '../../portal/choices-shape.ts'
import { element } from '../dom.ts'
import { choiceTexts } from '../texts/en.ts'
import { dateField } from './date-field.ts'
import { dayText, keepDays, startOfDate } from './days.ts'
import type { Thing } from './part.ts'

/** "Keep the old one until …" with one tap, or until another day; nothing where no day is left. */
export function keepOld(
  { flag, revision, title }: Thing,
  comesAt: number,
  { at, policy, offered }: ChoicesReply,
  /** Takes a date such as 2026-12-24. */
  keep: (date: string) => void,
): HTMLElement | null {
  const now = Date.parse(at)
  const { timeZone: zone } = policy
  const days = keepDays(comesAt, now, { zone, most: offered.keepDays })
  if (!days) return null
  const { suggested, first, last } = days
  const key = `${flag}:${revision}`
  const label = choiceTexts.keepUntil(dayText(startOfDate(suggested, zone), zone, now))
  return element(
    'div',
    { class: 'keep' },
    element(
      'button',
      {
        ...{
          class: 'plain',
          type: 'button',
          'data-key': `keep:${key}`,
          'aria-label': choiceTexts.ofThing(label, title),
        },
        onclick: () => keep(suggested),
      },
      label,
    ),
    element(
      'details',
      { 'data-key': `days:${key}` },
      element('summary', {}, choiceTexts.anotherDay, element('span', { class: 'unseen' }, ` (${title})`)),
      dateField({ key, label: choiceTexts.until, button: choiceTexts.keepOld, first, last, send: keep }),
    ),
  )
}
