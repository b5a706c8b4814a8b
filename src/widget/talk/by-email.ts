import type { OwnConversation } from '../../conversations/conversation.ts'
import { element } from '../dom.ts'
import { talkTexts } from '../texts/en.ts'
import { emailField } from './email-field.ts'
import type { TalkHost } from './part.ts'

type Host = Pick<TalkHost, 'setEmail' | 'conversations' | 'team' | 'explain'>

/** Where the answers of one conversation go while the person is not here: to be said, changed and taken back. */
export function byEmail(host: Host, conversation: string) {
  const { input, field, email, fault, clear } = emailField(false)
  const error = element('p', { class: 'error', role: 'alert' })
  const goes = element('p', { class: 'quiet', role: 'status' })
  const save = element('button', { class: 'plain', type: 'submit' }, talkTexts.saveEmail)
  const stop = element('button', { class: 'plain', type: 'button', onclick: () => void set(null) }, talkTexts.stopEmail)
  const form = element('form', { class: 'stack', novalidate: true, onsubmit: submit }, field, error, save)
  const view = element('details', {}, element('summary', {}, talkTexts.byEmail), goes, stop, form)
  field.hidden = false

  function submit(event: Event): void {
    event.preventDefault()
    const wrong = fault()?.text ?? (email() ? '' : talkTexts.emailFault)
    error.textContent = wrong
    input.setAttribute('aria-invalid', String(wrong !== ''))
    if (wrong) input.focus()
    else void set(email() ?? null)
  }

  async function set(to: string | null): Promise<void> {
    try {
      const { email: now } = await host.setEmail(conversation, to)
      host.conversations.change(conversation, ({ email: _, ...one }) => ({
        ...one,
        ...(now !== null && { email: now }),
      }))
      clear()
      error.textContent = ''
    } catch (thrown) {
      error.textContent = host.explain(thrown)
    }
    const one = host.conversations.get(conversation)
    if (one) show(one)
    if (!error.textContent) view.querySelector('summary')?.focus()
  }

  function show({ email: to }: Pick<OwnConversation, 'email'>): void {
    view.hidden = !host.team.hasMail
    form.hidden = to !== undefined
    stop.hidden = to === undefined
    goes.textContent = to === undefined ? '' : talkTexts.goesTo(to)
  }

  return { view, show }
}
