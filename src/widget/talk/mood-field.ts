import { element } from '../dom.ts'
import { face } from '../survey/icons.ts'
import { talkTexts } from '../texts/en.ts'

/** Five faces, of which one may be chosen, and taken back; `mood` is from 1, bad, to 5, good. */
export function moodField(onChange: () => void) {
  const radios = talkTexts.moods.map((_, at) => element('input', { type: 'radio', name: 'mood', value: at + 1 }))
  const takeBack = element('button', { class: 'plain', type: 'button', onclick: leaveOut }, talkTexts.noMood)
  const field = element(
    'fieldset',
    { onchange: draw },
    element('legend', {}, talkTexts.moodLegend, ' ', element('span', { class: 'quiet' }, talkTexts.optional)),
    element(
      'div',
      { class: 'moods' },
      ...radios.map((radio, at) =>
        element(
          'label',
          { class: 'cell' },
          radio,
          face(at / (radios.length - 1)),
          element('span', { class: 'unseen' }, talkTexts.moods[at]),
        ),
      ),
      takeBack,
    ),
  )

  const mood = () => radios.findIndex(({ checked }) => checked) + 1 || undefined

  function draw(): void {
    takeBack.hidden = mood() === undefined
    onChange()
  }

  function clear(): void {
    for (const radio of radios) radio.checked = false
    takeBack.hidden = true
  }

  function leaveOut(): void {
    clear()
    onChange()
    radios[0]?.focus()
  }

  clear()
  return { field, mood, clear }
}
