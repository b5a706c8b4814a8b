import type { Question } from '../../surveys/question.ts'
import { cross, element } from '../dom.ts'
import type { Draft } from '../drafts.ts'
import { sendForm } from '../send-form.ts'
import { surveyTexts } from '../texts/en.ts'

export type Answer = { score: number; text?: string }

/** One question from 0 to 10, with room for a few words once a number is chosen. */
export function questionCard(
  question: Extract<Question, { kind: 'nps' }>,
  acts: {
    answer: (answer: Answer, onDelay: () => void) => Promise<unknown>
    dismiss: () => void
    explain: (fault: unknown) => string
    draft: Draft
  },
): HTMLElement {
  const scores = Array.from({ length: 11 }, (_, score) =>
    element('input', {
      type: 'radio',
      name: 'score',
      value: score,
      'aria-label': surveyTexts.scoreName(score, score === 0 ? question.low : score === 10 ? question.high : undefined),
    }),
  )
  const fieldset = element(
    'fieldset',
    { role: 'radiogroup', 'aria-required': 'true', 'aria-labelledby': 'sluice-question' },
    element(
      'div',
      { class: 'scale' },
      ...scores.map((input) => element('label', { class: 'cell' }, input, element('span', {}, input.value))),
    ),
    element('div', { class: 'ends' }, element('span', {}, question.low), element('span', {}, question.high)),
  )
  const text = element('textarea', { dir: 'auto', maxlength: 2000, rows: 2 })
  const more = element(
    'label',
    { class: 'field', hidden: true },
    element('span', {}, `${surveyTexts.why} (${surveyTexts.optional})`),
    text,
  )
  const chosen = () => scores.find(({ checked }) => checked)

  const form = sendForm({
    explain: acts.explain,
    draft: acts.draft,
    field: fieldset,
    locked: text,
    children: [fieldset, more],
    label: surveyTexts.sendAnswer,
    missing: () => (chosen() ? undefined : surveyTexts.chooseScore),
    send: async (onDelay) => {
      const words = text.value.trim()
      await acts.answer({ score: Number(chosen()?.value), ...(words && { text: words }) }, onDelay)
    },
  })
  fieldset.addEventListener('change', () => {
    more.hidden = false
  })

  const close = element(
    'button',
    {
      class: 'plain square',
      type: 'button',
      'aria-label': surveyTexts.notNow,
      title: surveyTexts.notNow,
      onclick: acts.dismiss,
    },
    cross(),
  )
  return element(
    'section',
    { class: 'part', 'aria-labelledby': 'sluice-question' },
    element('div', { class: 'row' }, element('h2', { id: 'sluice-question', dir: 'auto' }, question.text), close),
    form,
  )
}

/** What stands in the question's place once the answer is stored. */
export function thanksCard(onClose: () => void): HTMLElement {
  return element(
    'section',
    { class: 'part' },
    element(
      'div',
      { class: 'row' },
      element('p', { tabindex: -1 }, surveyTexts.thanks),
      element(
        'button',
        { class: 'plain square', type: 'button', 'aria-label': surveyTexts.close, onclick: onClose },
        cross(),
      ),
    ),
  )
}
