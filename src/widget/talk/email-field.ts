import { element } from '../dom.ts'
import { talkTexts } from '../texts/en.ts'

/** A field for an e-mail address; `fault` says what is wrong with what stands there. */
export function emailField(isOptional: boolean) {
  const input = element('input', {
    ...{ type: 'email', autocomplete: 'email', maxlength: 254, class: 'words', dir: 'ltr' },
  })
  const label = element('span', {}, isOptional ? `${talkTexts.email} · ${talkTexts.optional}` : talkTexts.email)
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
