import type { ChoicesReply } from '../../portal/choices-shape.ts'
import { arrowOut, element } from '../dom.ts'
import { adoptStyle } from '../style.ts'
import { choiceTexts } from '../texts/en.ts'
import { actsOf } from './acts.ts'
import { newsCard } from './card.ts'
import { choicesStyle } from './choices-style.ts'
import { myPace } from './my-pace.ts'
import { newForMe } from './new-for-me.ts'
import { type Outcome, outcomes } from './outcome.ts'
import type { ChoicesHost, ChoicesPart } from './part.ts'
import { isWriting, redraw } from './redraw.ts'

/** "New for me", "My pace" and the card, in the widget's own places. */
export const choicesView: ChoicesPart = (host) => {
  adoptStyle(host.root, choicesStyle)
  const acts = actsOf(host)
  const card = newsCard(host, acts)
  let reply: ChoicesReply | undefined

  const news = page(host, 'news', (now, run) => newForMe(now, acts, run))
  const choice = myPace(
    host,
    acts,
    (act) => pace.run(act),
    () => reply && pace.drawUnlessWriting(reply),
  )
  const pace = page(host, 'pace', choice.draw, () => {
    const place = element('div', { class: 'part' })
    host.fillBudget(place)
    return place
  })

  return {
    show(now) {
      reply = now
      news.drawUnlessWriting(now)
      choice.lookAgain(now)
      pace.drawUnlessWriting(now)
      card.show(now)
    },

    tell: card.tell,
    closedElsewhere: card.closedElsewhere,

    clear() {
      reply = undefined
      choice.forget()
      card.forget()
      news.clear()
      pace.clear()
    },
  }
}

type Run = (act: () => Promise<Outcome>) => Promise<boolean>

/**
 * A page that is drawn anew from every reply, with what has come of an act above it, and below it what no reply changes
 * (`rest`) and the way to all choices.
 */
function page(
  host: ChoicesHost,
  name: 'news' | 'pace',
  nodes: (reply: ChoicesReply, run: Run) => HTMLElement[],
  rest?: () => HTMLElement,
) {
  const said = outcomes(host)
  const content = element('div')
  const all = element(
    'button',
    { class: 'all', type: 'button', onclick: () => host.openPage() },
    element('span', {}, choiceTexts.allChoices, element('span', { class: 'unseen' }, `, ${choiceTexts.newTab}`)),
    arrowOut(),
  )
  const place = host.pages[name]
  let latest: ChoicesReply | undefined

  const run: Run = async (act) => {
    const isDone = await said.run(act)
    if (latest) draw(latest)
    return isDone
  }

  function draw(reply: ChoicesReply): void {
    latest = reply
    if (!content.isConnected) place.replaceChildren(said.line, said.why, content, rest?.() ?? '', all)
    redraw(host.root, content, nodes(reply, run), said.line)
  }

  function drawUnlessWriting(reply: ChoicesReply): void {
    latest = reply
    if (isWriting(host.root, content))
      content.addEventListener('focusout', () => queueMicrotask(() => latest && draw(latest)), { once: true })
    else draw(reply)
  }

  return {
    run,
    draw,
    drawUnlessWriting,
    clear(): void {
      latest = undefined
      said.clear()
      place.replaceChildren()
    },
  }
}
