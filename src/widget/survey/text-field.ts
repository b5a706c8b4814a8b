import type { Question } from '../../surveys/question.ts'
import { element } from '../dom.ts'
import type { Field, FieldHost } from './field.ts'

type Text = Extract<Question, { kind: 'text' }>

const kinds: Record<Text['input'], Record<string, string>> = {
  text: { type: 'text', dir: 'auto' },
  email: { type: 'email', dir: 'ltr', autocomplete: 'email' },
  url: { type: 'url', dir: 'ltr', autocomplete: 'url' },
  // As text: a field for numbers knows one way to write them, and changes them with the mouse wheel.
  number: { type: 'text', dir: 'ltr', inputmode: 'decimal' },
}

/** Words of one's own, of some kind, in one line or several. */
export function textField({ input, long, max, required }: Text, { said, say, fault, naming }: FieldHost): Field {
  const attributes = { maxlength: max, 'aria-required': String(required), ...naming }
  const control =
    long && input === 'text'
      ? element('textarea', { rows: 3, dir: 'auto', ...attributes })
      : element('input', { class: 'words', ...kinds[input], ...attributes })
  control.value = said.text ?? ''
  control.addEventListener('input', () => {
    fault('')
    say({ text: control.value.trim() })
  })
  control.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey } = event as KeyboardEvent
    if (key === 'Enter' && (ctrlKey || metaKey)) control.form?.requestSubmit()
  })
  return { view: control, control: () => control }
}
