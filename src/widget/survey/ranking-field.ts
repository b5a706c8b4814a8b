import type { Question } from '../../surveys/question.ts'
import { element } from '../dom.ts'
import { surveyTexts } from '../texts/en.ts'
import type { Field, FieldHost } from './field.ts'
import { down, grip, up } from './icons.ts'

type Ranking = Extract<Question, { kind: 'ranking' }>

/** Things to be put in order: dragged, moved by buttons, or by the arrow keys on those. */
export function rankingField({ choices }: Ranking, host: FieldHost): Field {
  const { said, say, fault, announce, written, naming } = host
  const { language: lang, direction: dir } = written
  const list = element('ol', { class: 'ranking' })
  const labels = new Map(choices.map(({ id, label }) => [id, label]))
  const items = () => [...list.children] as HTMLElement[]
  const order = () => items().map(({ dataset }) => dataset.id ?? '')

  const confirm = element('button', { type: 'button', class: 'plain', onclick: settle }, surveyTexts.rightOrder)

  function settle(): void {
    fault('')
    confirm.hidden = true
    say({ order: order() })
  }

  function draw(): void {
    for (const [i, item] of items().entries()) {
      const [higher, lower] = item.querySelectorAll('button')
      higher?.setAttribute('aria-disabled', String(i === 0))
      lower?.setAttribute('aria-disabled', String(i === choices.length - 1))
    }
  }

  /** Moves an item to a place, and says which that is. */
  function move(item: HTMLElement, place: number): void {
    const others = items().filter((one) => one !== item)
    if (place < 0 || place > others.length || items()[place] === item) return
    const focused = (item.getRootNode() as ShadowRoot).activeElement
    list.insertBefore(item, others[place] ?? null)
    if (focused instanceof HTMLElement && item.contains(focused)) focused.focus()
    draw()
    settle()
    announce(surveyTexts.place(labels.get(item.dataset.id ?? '') ?? '', place + 1, choices.length))
  }

  function itemOf({ id, label }: { id: string; label: string }): HTMLElement {
    const by = (step: number) => move(item, items().indexOf(item) + step)
    const mover = (name: string, drawing: SVGElement, step: number) =>
      element('button', { type: 'button', class: 'plain mover', 'aria-label': name, onclick: () => by(step) }, drawing)
    const item = element(
      'li',
      {
        'data-id': id,
        onkeydown: (event: KeyboardEvent) => {
          const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
          if (step === undefined) return
          event.preventDefault()
          by(step)
        },
      },
      element('span', { class: 'grip', 'aria-hidden': 'true' }, grip()),
      element('span', { class: 'label', lang, dir }, label),
      mover(surveyTexts.moveUp(label), up(), -1),
      mover(surveyTexts.moveDown(label), down(), 1),
    )
    return item
  }

  const first = said.order ?? choices.map(({ id }) => id)
  list.append(...first.map((id) => itemOf({ id, label: labels.get(id) ?? id })))
  confirm.hidden = said.order !== undefined
  draw()
  dragging(list, items, move)
  return {
    view: element('fieldset', naming, element('p', { class: 'quiet' }, surveyTexts.order), list, confirm),
    control: () => list.querySelector<HTMLElement>('button:not([aria-disabled=true])'),
  }
}

/** Lets items be dragged by their grips; the list keeps the pointer, for the items change places under it. */
function dragging(
  list: HTMLElement,
  items: () => HTMLElement[],
  move: (item: HTMLElement, place: number) => void,
): void {
  let dragged: HTMLElement | undefined

  list.addEventListener('pointerdown', (event) => {
    const handle = event.target instanceof Element ? event.target.closest('.grip') : null
    dragged = handle?.closest('li') ?? undefined
    if (!dragged) return
    event.preventDefault()
    list.setPointerCapture(event.pointerId)
    dragged.classList.add('dragged')
  })
  list.addEventListener('pointermove', ({ clientY }) => {
    if (!dragged) return
    const others = items().filter((one) => one !== dragged)
    const before = others.filter((one) => {
      const { top, height } = one.getBoundingClientRect()
      return top + height / 2 < clientY
    })
    move(dragged, before.length)
  })
  for (const name of ['pointerup', 'pointercancel'])
    list.addEventListener(name, () => {
      dragged?.classList.remove('dragged')
      dragged = undefined
    })
}
