import type { ChoicesReply } from '../../portal/choices-shape.ts'
import type { WidgetRequests } from '../../sockets/protocol.ts'
import { element } from '../dom.ts'
import { choiceTexts } from '../texts/en.ts'
import type { Acts } from './acts.ts'
import { dayText, laterDate, localDate, startOfDate } from './days.ts'
import { effectView } from './effect.ts'
import { looking } from './looking.ts'
import type { Outcome } from './outcome.ts'
import type { ChoicesHost } from './part.ts'
import { redraw } from './redraw.ts'

/** A year is typed digit by digit: the date field gives it as 0002, 0020 and 0202 on the way to 2026. */
const isHalfTyped = (date: string) => date !== '' && date < '1900'

/** "Hold everything": what it would change follows the dates, before anything is saved. */
export function holdForm(
  host: Pick<ChoicesHost, 'root' | 'look' | 'explain'>,
  acts: Pick<Acts, 'hold'>,
  run: (act: () => Promise<Outcome>) => Promise<boolean>,
) {
  const look = looking(host.explain, drawEffect)
  let reply: ChoicesReply | undefined
  const from = element('input', { type: 'date', 'data-key': 'hold:from' })
  const to = element('input', { type: 'date', 'data-key': 'hold:to' })
  const note = element('input', { type: 'text', maxlength: 120, autocomplete: 'off', 'data-key': 'hold:note' })
  const days = element('p', { class: 'quiet' })
  const effect = element('div', { role: 'status' })
  const field = (label: string, input: HTMLElement) =>
    element('label', { class: 'field' }, element('span', {}, label), input)
  const form = element(
    'form',
    { class: 'stack', novalidate: true, oninput: lookAgain, onsubmit: (event: Event) => event.preventDefault() },
    element('div', { class: 'dates' }, field(choiceTexts.from, from), field(choiceTexts.until, to)),
    days,
    field(choiceTexts.note, note),
    effect,
  )
  const place = element(
    'details',
    { 'data-key': 'hold', ontoggle: () => (place.open ? lookAgain() : leave()) },
    element('summary', {}, choiceTexts.holdUntil),
    form,
  )

  function draftOf({ policy }: ChoicesReply): WidgetRequests['hold:set'][0] {
    const instantOf = (date: string) => new Date(startOfDate(date, policy.timeZone)).toISOString()
    const text = note.value.trim()
    return {
      // A hold from today begins at once.
      ...(from.value > from.min && { from: instantOf(from.value) }),
      ...(to.value && { to: instantOf(to.value) }),
      ...(text && { note: text }),
    }
  }

  function lookAgain(): void {
    const asked = reply
    if (!asked || !place.open) return
    if (isHalfTyped(from.value) || isHalfTyped(to.value)) return
    const draft = draftOf(asked)
    const { note: _, ...dates } = draft
    look.at(JSON.stringify(dates), () => host.look('hold:preview', dates))
    drawEffect()
  }

  function nameOf({ at, policy: { timeZone } }: ChoicesReply): string {
    const dayOf = (date: string) => dayText(startOfDate(date, timeZone), timeZone, Date.parse(at))
    return choiceTexts.holding(
      from.value > from.min ? dayOf(from.value) : undefined,
      to.value ? dayOf(to.value) : undefined,
    )
  }

  function drawEffect(): void {
    const asked = reply
    if (!asked) return
    const name = nameOf(asked)
    const save = async () => {
      if (await run(() => acts.hold(draftOf(asked), name))) leave()
    }
    const choice = { key: 'hold', choose: name, keep: choiceTexts.noHold, onSave: () => void save(), onKeep: leave }
    redraw(host.root, effect, [effectView(look.known(), choice)], note)
  }

  /** Closed and empty, as it was at first. */
  function leave(): void {
    look.stop()
    place.open = false
    from.value = from.min
    to.value = ''
    note.value = ''
  }

  return {
    /** The same element each time, so that what is being written stays. */
    draw(now: ChoicesReply): HTMLElement {
      reply = now
      const today = localDate(Date.parse(now.at), now.policy.timeZone)
      if (from.value === '' || from.value === from.min || from.value < today) from.value = today
      from.min = today
      to.min = laterDate(today, 1)
      days.textContent = choiceTexts.openHold(now.offered.holdDays)
      return place
    },

    lookAgain,
    leave,
  }
}
