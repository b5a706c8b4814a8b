import type { ChoicesReply } from '../../portal/choices-shape.ts'
import { element } from '../dom.ts'
import { choiceTexts } from '../texts/en.ts'
import type { Acts } from './acts.ts'
import { dateField } from './date-field.ts'
import { dayText, laterDate, localDate } from './days.ts'
import type { Outcome } from './outcome.ts'
import { section } from './thing.ts'

/** "Hold everything until …", and the holds there are, each with its end. */
export function holds(reply: ChoicesReply, acts: Acts, run: (act: () => Promise<Outcome>) => void): HTMLElement {
  const { policy, offered } = reply
  const { timeZone: zone } = policy
  const now = Date.parse(reply.at)
  const today = localDate(now, zone)
  const dayOf = (instant: string | undefined) => instant && dayText(Date.parse(instant), zone, now)
  const standing = policy.holds.map((hold) =>
    element(
      'li',
      { class: 'thing' },
      element(
        'p',
        {},
        choiceTexts.holding(Date.parse(hold.from) > now + 60_000 ? dayOf(hold.from) : undefined, dayOf(hold.to)),
      ),
      hold.note ? element('p', { class: 'quiet', dir: 'auto' }, hold.note) : null,
      element(
        'button',
        {
          class: 'plain',
          type: 'button',
          'data-key': `end:${hold.from}`,
          onclick: () => run(() => acts.endHold(hold)),
        },
        choiceTexts.endHold,
      ),
    ),
  )
  return section(
    choiceTexts.hold,
    standing.length ? element('ul', { class: 'things' }, ...standing) : null,
    dateField({
      // A date that was taken is not asked for again.
      ...{ key: `hold:${standing.length}`, label: choiceTexts.holdUntil, button: choiceTexts.hold },
      ...{ first: laterDate(today, 1), last: laterDate(today, offered.holdDays) },
      send: (date) => run(() => acts.hold(date, policy)),
    }),
    element('p', { class: 'quiet' }, choiceTexts.holdSays),
  )
}
