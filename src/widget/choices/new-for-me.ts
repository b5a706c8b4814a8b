import type { ChoicesReply } from '../../portal/choices-shape.ts'
import { element } from '../dom.ts'
import { waitsForYes } from '../news.ts'
import { choiceTexts } from '../texts/en.ts'
import type { Acts } from './acts.ts'
import { momentText } from './days.ts'
import { inEnglish } from './in-english.ts'
import { keepOld } from './keep-old.ts'
import type { Outcome } from './outcome.ts'
import { section, thing, thingButton } from './thing.ts'

type Having = ChoicesReply['having'][number]
type Coming = ChoicesReply['coming'][number]
type Preview = ChoicesReply['previews'][number]

/** What a subject has and why, what comes when and why, and what may be tried. */
export function newForMe(reply: ChoicesReply, acts: Acts, run: (act: () => Promise<Outcome>) => void): HTMLElement[] {
  const { policy, having, coming, previews } = reply
  const now = Date.parse(reply.at)
  const zone = policy.timeZone
  const waiting = coming.filter((change) => waitsForYes(reply, change))
  const onItsWay = coming.filter((change) => !waiting.includes(change))

  function comingThing(change: Coming): HTMLElement {
    const { at, paused, keptUntil } = change
    return thing(
      change,
      paused ? null : thingButton(choiceTexts.getNow, change, () => run(() => acts.getNow(change))),
      keptUntil === undefined
        ? at === null
          ? null
          : keepOld(change, Date.parse(at), reply, (date) => run(() => acts.keepOld(change, date, policy)))
        : thingButton(choiceTexts.letItCome, change, () => run(() => acts.letItCome(change, keptUntil)), 'plain'),
    )
  }

  function havingThing(change: Having): HTMLElement {
    const { keepable, pulled } = change
    return thing(
      change,
      pulled ? thingButton(choiceTexts.giveBack, change, () => run(() => acts.giveBack(change)), 'plain') : null,
      keepable ? keepOld(change, now, reply, (date) => run(() => acts.keepOld(change, date, policy))) : null,
    )
  }

  function slot([at, changes]: [string | null, Coming[]]): HTMLElement {
    const day = at === null ? choiceTexts.noDate : momentText(Date.parse(at), zone, now)
    return element(
      'li',
      { class: 'slot-of-day' },
      element('p', { class: 'day' }, at === null ? day : element('time', { datetime: at }, day)),
      element('ul', { class: 'things' }, ...changes.map(comingThing)),
    )
  }

  function preview(one: Preview): HTMLElement {
    const { flag, title, sentence, on, by } = one
    return element(
      'li',
      { class: 'thing' },
      element(
        'button',
        {
          ...{ class: 'switch', type: 'button', role: 'switch', 'aria-checked': String(on), 'data-key': `try:${flag}` },
          onclick: () => run(() => acts.switchPreview(one, !on)),
        },
        element('span', { dir: 'auto' }, title),
        element('span', { class: 'state', 'aria-hidden': 'true' }, on ? choiceTexts.on : choiceTexts.off),
      ),
      sentence ? element('p', { dir: 'auto' }, sentence) : null,
      by === 'subject'
        ? thingButton(choiceTexts.leaveToTeam, one, () => run(() => acts.switchPreview(one, null)), 'plain')
        : null,
    )
  }

  const things = (...all: HTMLElement[]) => element('ul', { class: 'things' }, ...all)
  const isEmpty = having.length + coming.length + previews.length === 0
  const isAllThere = coming.length === 0 && having.length > 0
  return [
    element(
      'div',
      { class: 'part' },
      element(
        'h2',
        {},
        isEmpty
          ? choiceTexts.nothingYet
          : isAllThere || onItsWay.length === 0
            ? waiting.length
              ? choiceTexts.waitForYes(waiting.length)
              : choiceTexts.nothingComes
            : choiceTexts.onItsWay(onItsWay.length),
      ),
      element('p', { class: 'quiet', ...inEnglish }, policy.means),
    ),
    ...(waiting.length
      ? [
          section(
            choiceTexts.waitForYes(waiting.length),
            things(
              ...waiting.map((change) =>
                thing(
                  change,
                  thingButton(choiceTexts.yes, change, () => run(() => acts.getNow(change))),
                ),
              ),
            ),
          ),
        ]
      : []),
    ...(onItsWay.length
      ? [section(choiceTexts.coming, element('ol', { class: 'slots' }, ...bySlot(onItsWay).map(slot)))]
      : []),
    ...(having.length ? [section(choiceTexts.having, things(...having.map(havingThing)))] : []),
    ...(previews.length ? [section(choiceTexts.previews, things(...previews.map(preview)))] : []),
  ]
}

/** What comes at the same instant together, in the order in which it comes; what has no date stands last. */
function bySlot(coming: readonly Coming[]): [string | null, Coming[]][] {
  const slots = new Map<string | null, Coming[]>()
  for (const change of coming) slots.set(change.at, [...(slots.get(change.at) ?? []), change])
  return [...slots]
}
