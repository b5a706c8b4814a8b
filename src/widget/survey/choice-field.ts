import type { Question } from '../../surveys/question.ts'
import { otherChoice } from '../../surveys/scale.ts'
import type { Said } from '../../surveys/walk.ts'
import { element } from '../dom.ts'
import { answerFaults, surveyTexts } from '../texts/en.ts'
import type { Field, FieldHost } from './field.ts'
import { goesOn } from './single-choice.ts'

type Option = { id: string; label: string }
type Kind<Name extends Question['kind']> = Extract<Question, { kind: Name }>

const ids = (inputs: readonly HTMLInputElement[]) => inputs.filter(({ checked }) => checked).map(({ value }) => value)

function options(type: 'radio' | 'checkbox', choices: readonly Option[], chosen: readonly string[], host: FieldHost) {
  const { language: lang, direction: dir } = host.written
  const inputs = choices.map(({ id }) =>
    element('input', { type, name: 'sluice-choice', value: id, checked: chosen.includes(id) }),
  )
  const labels = inputs.map((input, i) => {
    const isTheirs = input.value === otherChoice
    const language = isTheirs ? {} : { lang, dir }
    return element('label', { class: 'choice' }, input, element('span', language, choices[i]?.label))
  })
  return { inputs, labels }
}

const firstOf = (inputs: readonly HTMLInputElement[]) => inputs.find(({ checked }) => checked) ?? inputs[0] ?? null

/** One of several, perhaps with words of one's own. */
export function oneField(question: Kind<'single'>, host: FieldHost): Field {
  const { said, say, advance, naming } = host
  const hasOther = question.other === true
  const own = [...question.choices, ...(hasOther ? [{ id: otherChoice, label: surveyTexts.other }] : [])]
  const { inputs, labels } = options('radio', own, said.choices ?? [], host)
  const words = element('input', {
    ...{ type: 'text', class: 'words', maxlength: 2000, dir: 'auto', value: said.text },
    ...{ 'aria-label': surveyTexts.ownWords, placeholder: surveyTexts.ownWords, oninput: read },
  })
  const isOther = (value = ids(inputs)[0]) => hasOther && value === otherChoice

  function read(): void {
    words.hidden = !isOther()
    const text = isOther() ? words.value.trim() : ''
    say({ choices: ids(inputs), ...(text && { text }) })
  }

  words.hidden = !isOther()
  const group = element('div', { class: 'choices', onchange: read }, ...labels)
  const view = element('fieldset', { role: 'radiogroup', ...naming }, group, hasOther ? words : null)
  goesOn(group, advance, isOther)
  group.addEventListener('click', ({ detail }) => detail > 0 && isOther() && words.focus())
  return { view, control: () => firstOf(inputs) }
}

/** Any of several, as many as are wanted; one that goes with no other takes the others away. */
export function manyField(question: Kind<'multiple'>, host: FieldHost): Field {
  const { choices, min = 0, max = choices.length } = question
  const { inputs, labels } = options('checkbox', choices, host.said.choices ?? [], host)
  const alone = new Set(choices.filter(({ exclusive }) => exclusive).map(({ id }) => id))

  function onchange({ target }: { target: HTMLInputElement }): void {
    if (target.checked)
      for (const input of inputs)
        if (input !== target && (alone.has(target.value) || alone.has(input.value))) input.checked = false
    const isTooMuch = ids(inputs).length > max
    if (isTooMuch) target.checked = false
    host.say({ choices: ids(inputs) })
    if (isTooMuch) host.fault(answerFaults.chooseFewer(max))
  }

  const isBounded = min > 1 || max < choices.length
  const view = element(
    'fieldset',
    host.naming,
    isBounded ? element('p', { class: 'quiet' }, surveyTexts.several(min, max)) : null,
    element('div', { class: 'choices', onchange }, ...labels),
  )
  return { view, control: () => firstOf(inputs) }
}

export function yesNoField({ yes, no }: Kind<'boolean'>, host: FieldHost): Field {
  const before = host.said.yes === undefined ? [] : [host.said.yes ? 'yes' : 'no']
  const both = [
    { id: 'yes', label: yes },
    { id: 'no', label: no },
  ]
  const { inputs, labels } = options('radio', both, before, host)
  const onchange = () => host.say({ yes: ids(inputs)[0] === 'yes' } satisfies Said)
  const view = element(
    'fieldset',
    { role: 'radiogroup', ...host.naming, onchange },
    element('div', { class: 'choices pair' }, ...labels),
  )
  goesOn(view, host.advance)
  return { view, control: () => firstOf(inputs) }
}
