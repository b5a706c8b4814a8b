import type { Question } from '../../surveys/question.ts'
import { scaleOf } from '../../surveys/scale.ts'
import { element } from '../dom.ts'
import { surveyTexts } from '../texts/en.ts'
import type { Field, FieldHost } from './field.ts'
import { face, star, thumb } from './icons.ts'
import { goesOn } from './single-choice.ts'

type Scale = Extract<Question, { kind: 'nps' | 'csat' | 'ces' | 'rating' }>

/** Scores as one group of radios: one stop of the tab key, arrows within, named “7 of 10, 10 = very likely”. */
export function scaleField(question: Scale, { said, say, advance, written, naming }: FieldHost): Field {
  const { from, to } = scaleOf(question) ?? { from: 0, to: 0 }
  const look = question.kind === 'rating' ? question.look : 'number'
  const scores = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  const inputs = scores.map((score) =>
    element('input', {
      ...{ type: 'radio', name: 'sluice-score', value: score, checked: said.score === score },
      'aria-label': nameOf(question, look, score, { from, to }),
    }),
  )
  const cells = inputs.map((input, i) =>
    element('label', { class: `cell ${look}` }, input, drawing(look, i, scores.length, Number(input.value))),
  )
  const size = scores.length > 7 ? 'long' : scores.length > 5 ? 'middling' : ''
  const row = element('div', { class: `scale ${size} of-${look}` }, ...cells)
  row.style.setProperty('--steps', String(scores.length))
  row.style.setProperty('--half', String(Math.ceil(scores.length / 2)))

  // A star stands for itself and those before it.
  const light = (score = from - 1) => {
    for (const [i, cell] of cells.entries()) cell.classList.toggle('lit', from + i <= score)
  }
  light(said.score)

  const { language: lang, direction: dir } = written
  const view = element(
    'fieldset',
    {
      ...{ role: 'radiogroup', dir, ...naming },
      onchange: ({ target }: { target: HTMLInputElement }) => {
        light(Number(target.value))
        say({ score: Number(target.value) })
      },
    },
    element(
      'div',
      { class: look === 'number' ? '' : 'fit' },
      row,
      endsOf(question, lang, size ? { from, to } : undefined),
    ),
  )
  goesOn(view, advance)
  return { view, control: () => inputs.find(({ checked }) => checked) ?? inputs[0] ?? null }
}

/** What both ends mean; with their numbers where the scale may stand in two rows. */
function endsOf({ low, high }: Scale, lang: string, numbers: { from: number; to: number } | undefined) {
  if (!low && !high) return null
  const named = (score: number | undefined, meaning: string) =>
    element('span', {}, score === undefined || !meaning ? meaning : surveyTexts.means(score, meaning))
  return element(
    'div',
    { class: 'ends', lang, 'aria-hidden': 'true' },
    named(numbers?.from, low),
    named(numbers?.to, high),
  )
}

function nameOf({ low, high }: Scale, look: string, score: number, { from, to }: { from: number; to: number }): string {
  const name = look === 'thumb' ? (surveyTexts.thumbs[score - from] ?? '') : surveyTexts.scoreName(score, to)
  const end = score === from && low ? surveyTexts.means(from, low) : high ? surveyTexts.means(to, high) : ''
  return [name, end].filter(Boolean).join(', ')
}

function drawing(look: string, place: number, count: number, score: number): Element {
  if (look === 'star') return star()
  if (look === 'thumb') return thumb(place > 0)
  return look === 'emoji' ? face(place / (count - 1)) : element('span', { 'aria-hidden': 'true' }, String(score))
}
