import { element } from '../dom.ts'
import { talkTexts } from '../texts/en.ts'

/** A field for an e-mail address that may stay empty; `fault` says what is wrong with what stands there. */
export function emailField() {
  const input = element('input', {
    ...{ type: 'email', autocomplete: 'email', maxlength: 254, class: 'words', dir: 'ltr' },
  })
  const label = element('span', {}, talkTexts.email, ' · ', talkTexts.optional)
  const hint = element('span', {}, talkTexts.emailHint)
  return {
    input,
    field: element('label', { class: 'field', hidden: true }, label, input, hint),
    /** Undefined: none is given. */
    email: () => input.value.trim() || undefined,
    fault: () => (input.validity.valid ? undefined : { text: talkTexts.emailFault, at: input }),
    clear(): void {
      input.value = ''
    },
  }
}
