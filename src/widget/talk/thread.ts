import type { Picture } from '../../conversations/attachment.ts'
import type { OwnConversation } from '../../conversations/conversation.ts'
import { arrowBack, element } from '../dom.ts'
import type { Draft } from '../drafts.ts'
import { sendForm } from '../send-form.ts'
import { settledTexts, talkTexts } from '../texts/en.ts'
import { byEmail } from './by-email.ts'
import { standing, whoAndWhen } from './conversation-list.ts'
import type { TalkHost } from './part.ts'
import { pictureField } from './pictures.ts'

type Acts = {
  back: () => void
  write: (text: string, pictures: readonly Picture[], onDelay: () => void) => Promise<unknown>
  /** What is asked about this conversation now. */
  asked: () => HTMLElement | undefined
  draft: Draft
  host: TalkHost
  picturesOf: (pictures?: readonly Picture[]) => HTMLElement[]
}

/** So long (ms) somebody counts as writing after the last sign of it. */
const writingMs = 5000

/** One conversation, with a field to write again; `show` draws what it has become and leaves the field alone. */
export function thread(conversation: OwnConversation, acts: Acts) {
  const { host } = acts
  const messages = element('ol', { class: 'messages' })
  const text = element('textarea', { dir: 'auto', maxlength: 4000, rows: 2, oninput: () => saysSo() })
  const heading = element('h2', { tabindex: -1 }, talkTexts.kinds[conversation.kind])
  const back = element(
    'button',
    { class: 'plain back', type: 'button', onclick: acts.back },
    arrowBack(),
    talkTexts.back,
  )
  const state = element('p', { class: 'quiet', role: 'status' })
  const asks = element('div')
  const more = element('p', { class: 'asks', role: 'status', hidden: true }, '')
  const present = element('p', { class: 'quiet present', hidden: true }, talkTexts.present)
  const writing = element('p', { class: 'quiet writing', role: 'status' })
  const email = byEmail(host, conversation.id)
  let shown = ''
  let asked = ''
  let signs = 0

  const saysSo = () => text.value.trim() && host.typing(conversation.id)
  const pictures = pictureField(host)
  const form = sendForm({
    explain: host.explain,
    draft: acts.draft,
    field: text,
    locked: text,
    children: [element('label', { class: 'field' }, element('span', {}, talkTexts.reply), text), pictures.field],
    missing: () => (text.value.trim() ? undefined : talkTexts.writeSomething),
    send: async (onDelay) => {
      await pictures.sendWith(() => acts.write(text.value, pictures.picked(), onDelay))
      text.value = ''
      more.hidden = true
      pictures.clear()
    },
  })

  function drawMessages({ messages: all, readByTeam }: OwnConversation): void {
    const read = all.findLast(({ from, sequence }) => from === 'subject' && sequence <= readByTeam)
    const now = JSON.stringify([all.map(({ id }) => id), read?.id])
    if (now === shown) return
    if (shown && all.at(-1)?.from === 'team') stops()
    shown = now
    messages.replaceChildren(
      ...all.map((message) =>
        element(
          'li',
          { class: message.from === 'subject' ? 'message own' : 'message' },
          element('span', { class: 'quiet' }, ...whoAndWhen(message)),
          element('p', { dir: 'auto' }, message.text),
          ...acts.picturesOf(message.attachments),
          message === read ? element('span', { class: 'quiet read' }, `✓ ${talkTexts.read}`) : null,
        ),
      ),
    )
  }

  function drawAsked(): void {
    const next = acts.asked()
    const words = next?.textContent ?? ''
    if (words === asked) return
    asked = words
    asks.replaceChildren(...(next ? [next] : []))
  }

  function show(current: OwnConversation): void {
    drawMessages(current)
    drawAsked()
    const stands = [current.mood && talkTexts.felt(talkTexts.moods[current.mood - 1] ?? ''), standing(current)]
    const words = stands.filter(Boolean).join(' · ')
    const line = current.state === 'closed' ? `${words}. ${talkTexts.writesAgain}` : words
    if (state.textContent !== line) state.textContent = line
    present.hidden = !host.team.isPresent
    email.show(current)
  }

  function stops(): void {
    signs++
    writing.textContent = ''
  }

  pictures.listen(form)
  show(conversation)

  return {
    view: element(
      'section',
      { class: 'part thread' },
      ...[element('div', {}, back), element('div', {}, heading, state), messages, asks, more],
      // This line is always there, so that nothing moves when somebody begins to write.
      element('div', { class: 'now' }, writing, present),
      ...[form, email.view],
    ),
    show,
    heading,

    /** Somebody of the team is writing. */
    teamTypes(): void {
      const mine = ++signs
      if (!writing.textContent) writing.textContent = talkTexts.writing
      host.after(writingMs, () => mine === signs && stops())
    },

    /** The person has said that it is not settled: asks what is still missing. */
    sayMore(): void {
      more.hidden = false
      more.textContent = settledTexts.sayMore
      text.focus({ preventScroll: true })
      form.scrollIntoView({ block: 'nearest' })
    },
  }
}
