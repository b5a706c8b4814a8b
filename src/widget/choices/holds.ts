import type { ChoicesReply } from '../../portal/choices-shape.ts'
import { element } from '../dom.ts'
import { choiceTexts } from '../texts/en.ts'
import type { Acts } from './acts.ts'
import { dayText } from './days.ts'
import type { Outcome } from './outcome.ts'
import { section } from './thing.ts'

/** The holds there are, each with its end, and the form for one more. */
export function holds(
  { at, policy }: ChoicesReply,
  acts: Acts,
  run: (act: () => Promise<Outcome>) => void,
  form: HTMLElement,
): HTMLElement {
  const now = Date.parse(at)
  const dayOf = (instant: string | undefined) => instant && dayText(Date.parse(instant), policy.timeZone, now)
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
    form,
    element('p', { class: 'quiet' }, choiceTexts.holdSays),
  )
}
