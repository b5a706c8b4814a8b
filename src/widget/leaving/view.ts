import type { LeavingDraft } from '../../conversations/leaving.ts'
import { element } from '../dom.ts'
import { adoptStyle } from '../style.ts'
import { leavingTexts } from '../texts/en.ts'
import { leavingStyle } from './leaving-style.ts'
import type { LeavingPart, Left } from './part.ts'

type Reason = LeavingDraft['reason']

/** Asks once for each step back why it was made, in one tap; whoever says nothing is not asked again either. */
export const leavingView: LeavingPart = ({ root, tell }) => {
  adoptStyle(root, leavingStyle)
  const asked = new Set<string>()

  /** Changes what stands there; a focus that was on it goes on. */
  function change(place: HTMLElement, act: () => void, focusOn: () => void): void {
    const hadFocus = place.contains(root.activeElement)
    act()
    if (hadFocus) focusOn()
  }

  function answer(place: HTMLElement, left: Left, reason: Reason): void {
    tell({ ...left, reason })
    const thanks = element('p', { role: 'status', tabindex: -1 }, leavingTexts.thanks)
    change(
      place,
      () => place.replaceChildren(thanks),
      () => thanks.focus(),
    )
  }

  function hide(place: HTMLElement): void {
    place.hidden = true
    place.replaceChildren()
  }

  return {
    ask(place, left, focusBack) {
      const key = `${left.act} ${left.flag}`
      if (asked.has(key)) return
      asked.add(key)
      const button = (name: string, label: string, act: () => void) =>
        element('button', { class: name, type: 'button', onclick: act }, label)
      const reasons = Object.entries(leavingTexts.reasons) as [Reason, string][]
      place.replaceChildren(
        element(
          'div',
          { role: 'group', 'aria-labelledby': 'sluice-why-left', class: 'reasons-left' },
          element('p', { id: 'sluice-why-left' }, leavingTexts.why),
          ...reasons.map(([reason, label]) => button('button', label, () => answer(place, left, reason))),
          button('plain', leavingTexts.noAnswer, () => change(place, () => hide(place), focusBack)),
        ),
      )
      place.hidden = false
    },
  }
}
