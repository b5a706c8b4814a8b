import type { Picture } from '../../conversations/attachment.ts'
import type { FeedbackDraft } from '../../conversations/conversation.ts'
import { element } from '../dom.ts'
import { sendForm } from '../send-form.ts'
import { talkTexts } from '../texts/en.ts'
import { emailField } from './email-field.ts'
import { exactly } from './exactly.ts'
import { linesField } from './lines-field.ts'
import { moodField } from './mood-field.ts'
import type { TalkHost } from './part.ts'
import { pictureField } from './pictures.ts'

type Kind = FeedbackDraft['kind']

/** Nobody reads a form and writes so soon. */
const soonMs = 2000

const kinds: readonly Kind[] = ['problem', 'idea', 'praise', 'question']

/** The form with which a subject starts a conversation; `send` resolves once it is stored. `write` adds to its text. */
export function talkForm(
  send: (draft: FeedbackDraft, pictures: readonly Picture[], onDelay: () => void) => Promise<unknown>,
  host: TalkHost,
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
  const since = Date.now()
  // Whoever fills in every field is a program.
  const website = element('input', { name: 'website', tabindex: '-1', autocomplete: 'off' })
  const trap = element('div', { class: 'unseen', 'aria-hidden': 'true' }, website)
  const feeling = moodField(() => whatIsSent.refresh())
  const answers = emailField(true)
  const pictures = pictureField(host, () => whatIsSent.refresh())
  const reported = linesField(host.lines, () => whatIsSent.refresh())
  let id = host.newId()
  function draft(): FeedbackDraft {
    const attachments = pictures.picked().map((one) => one.id)
    const lines = reported.added()
    const [mood, email] = [feeling.mood(), answers.field.hidden ? undefined : answers.email()]
    return {
      ...{ id, kind: chosen(), text: text.value },
      ...(mood !== undefined && { mood }),
      ...(email !== undefined && { email }),
      ...(attachments.length > 0 && { attachments }),
      ...(lines && { lines }),
      ...(website.value && { website: website.value }),
    }
  }
  const whatIsSent = exactly(() => ({ message: draft(), pictures: pictures.picked(), ...host.context }))

  const form = sendForm({
    explain: host.explain,
    draft: host.draft('talk'),
    field: text,
    locked: text,
    children: [
      choice,
      element('label', { class: 'field' }, element('span', { class: 'unseen' }, talkTexts.message), text),
      ...[trap, feeling.field, pictures.field, reported.field, answers.field, whatIsSent.view],
    ],
    missing: () => (text.value.trim() ? answers.fault() : talkTexts.writeSomething),
    send: async (onDelay) => {
      const hasty = Date.now() - since < soonMs && { hasty: true as const }
      await pictures.sendWith(() => send({ ...draft(), ...hasty }, pictures.picked(), onDelay))
      text.value = ''
      id = host.newId()
      clear()
    },
    done: talkTexts.sent,
  })
  form.addEventListener('input', whatIsSent.refresh)
  form.addEventListener('focusin', reported.refresh)
  pictures.listen(form)
  function clear(): void {
    feeling.clear()
    answers.clear()
    pictures.clear()
    reported.clear()
  }

  const present = element('p', { class: 'quiet present', hidden: true }, talkTexts.present)
  return {
    section: element(
      'section',
      { class: 'part' },
      element('div', {}, element('h2', {}, talkTexts.talk), present),
      form,
    ),
    /** What is known of the team now. */
    show({ isPresent, hasMail }: TalkHost['team']): void {
      present.hidden = !isPresent
      answers.field.hidden = !hasMail
    },
    /** Takes away what was not sent. */
    clear(): void {
      if (!text.readOnly) text.value = ''
      clear()
    },
    write(words: string): void {
      if (!text.readOnly) text.value = text.value.trim() ? `${text.value.trimEnd()}\n\n${words}` : words
      text.focus()
    },
  }
}
