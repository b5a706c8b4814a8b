import type { FeedbackDraft } from '../../conversations/conversation.ts'
import { element } from '../dom.ts'
import type { Draft } from '../drafts.ts'
import { sendForm } from '../send-form.ts'
import { talkTexts } from '../texts/en.ts'

type Kind = FeedbackDraft['kind']

const kinds: readonly Kind[] = ['problem', 'idea', 'praise', 'question']

/** The form with which a subject starts a conversation; `send` resolves once it is stored. `write` adds to its text. */
export function talkForm(
  send: (kind: Kind, text: string, onDelay: () => void) => Promise<unknown>,
  explain: (fault: unknown) => string,
  draft: Draft,
) {
  const text = element('textarea', {
    dir: 'auto',
    maxlength: 5000,
    rows: 3,
    placeholder: talkTexts.placeholders.problem,
  })
  const radios = kinds.map((kind) => element('input', { type: 'radio', name: 'kind', value: kind }))
  const chosen = () => kinds[radios.findIndex(({ checked }) => checked)] ?? 'problem'
  if (radios[0]) radios[0].checked = true

  const choice = element(
    'fieldset',
    {
      onchange: () => {
        text.placeholder = talkTexts.placeholders[chosen()]
      },
    },
    element('legend', { class: 'unseen' }, talkTexts.kindLegend),
    element(
      'div',
      { class: 'chips' },
      ...kinds.map((kind, at) =>
        element('label', { class: 'cell' }, radios[at], element('span', {}, talkTexts.kinds[kind])),
      ),
    ),
  )
  const form = sendForm({
    explain,
    draft,
    field: text,
    locked: text,
    children: [
      choice,
      element('label', { class: 'field' }, element('span', { class: 'unseen' }, talkTexts.message), text),
    ],
    missing: () => (text.value.trim() ? undefined : talkTexts.writeSomething),
    send: async (onDelay) => {
      await send(chosen(), text.value, onDelay)
      text.value = ''
    },
    done: talkTexts.sent,
  })
  return {
    section: element('section', { class: 'part' }, element('h2', {}, talkTexts.talk), form),
    /** Takes away what was not sent. */
    clear(): void {
      if (!text.readOnly) text.value = ''
    },
    write(words: string): void {
      if (!text.readOnly) text.value = text.value.trim() ? `${text.value.trimEnd()}\n\n${words}` : words
      text.focus()
    },
  }
}
