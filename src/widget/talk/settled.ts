import type { LoopQuestion } from '../../conversations/loop.ts'
import { element } from '../dom.ts'
import { settledTexts } from '../texts/en.ts'
import type { TalkHost } from './part.ts'

type Host = Pick<
  TalkHost,
  'slot' | 'settling' | 'conversations' | 'post' | 'newId' | 'explain' | 'onCardGone' | 'announce' | 'load' | 'root'
>

let groups = 0

/**
 * Asks whether a change has settled what the person wrote: on a card by itself, and in the conversation. `sayMore` is
 * called after a no, `onChange` once something else stands there.
 */
export function settled(host: Host, sayMore: (conversation: string) => void, onChange: () => void) {
  const { settling, conversations } = host
  const card = element('section', { class: 'part card', tabindex: -1, 'aria-label': settledTexts.asks })
  /** What was just answered on the card stays there until it is closed. */
  let thanks = ''
  let fault = ''

  async function answer(question: LoopQuestion, fixed: boolean): Promise<void> {
    const { conversation } = question
    settling.answered(question)
    fault = ''
    thanks = fixed ? settledTexts.thanks : ''
    if (fixed) redraw()
    else sayMore(conversation)
    try {
      await host.post('loop:answer', { id: host.newId(), conversation, fixed }, () => {})
      const outcome = fixed ? 'fixed' : 'not-fixed'
      conversations.change(conversation, (one) => ({ ...one, outcome, state: fixed ? 'closed' : 'open' }))
    } catch (thrown) {
      settling.unanswered(question)
      thanks = ''
      fault = host.explain(thrown)
      await host.load()
    }
    redraw()
  }

  function later(question: LoopQuestion): void {
    settling.later(question)
    redraw()
  }

  function redraw(): void {
    const hadFocus = card.contains(host.root.activeElement)
    drawCard()
    if (hadFocus && card.isConnected) card.focus()
    onChange()
  }

  const button = (label: string, act: () => void, name = 'button') =>
    element('button', { class: name, type: 'button', onclick: act }, label)

  /** The question with its three answers; `putsOff` is called when the person is not sure yet. */
  function ask(question: LoopQuestion, putsOff?: () => void): HTMLElement {
    const id = `settled-${++groups}`
    const kind = conversations.get(question.conversation)?.kind ?? 'problem'
    return element(
      'div',
      { role: 'group', 'aria-labelledby': id, class: 'stack tight' },
      element('p', { id, class: 'asks' }, settledTexts.questions[kind]),
      element(
        'div',
        { class: 'acts' },
        button(settledTexts.yes, () => void answer(question, true)),
        button(settledTexts.no, () => void answer(question, false)),
        putsOff && button(settledTexts.notSure, putsOff, 'plain'),
      ),
    )
  }

  const wrote = (id: string) => {
    const text = conversations.get(id)?.messages.find(({ from }) => from === 'subject')?.text
    return text && element('p', { class: 'quiet excerpt', dir: 'auto' }, settledTexts.youWrote(text))
  }

  /** Whether there is anything on it. */
  function drawCard(): boolean {
    const due = settling.due()
    if (due.length === 0 && !thanks && !fault) {
      if (card.isConnected) host.onCardGone()
      return false
    }
    const close = () => {
      thanks = ''
      fault = ''
      redraw()
    }
    card.replaceChildren(
      ...due.map((one) =>
        element(
          'div',
          { class: 'stack tight' },
          element('h2', { dir: 'auto' }, settledTexts.arrived(one.title)),
          wrote(one.conversation),
          ask(one, () => later(one)),
        ),
      ),
      ...(fault ? [element('p', { class: 'error', role: 'alert' }, fault)] : []),
      ...(thanks ? [element('p', { role: 'status' }, thanks)] : []),
      ...(thanks || fault ? [button(settledTexts.close, close, 'plain')] : []),
    )
    if (!card.isConnected) {
      host.slot.replaceChildren(card)
      const [first] = due
      if (first) host.announce(settledTexts.arrived(first.title))
    }
    return true
  }

  return {
    drawCard,

    /** What is asked about one conversation, for its own page. */
    in(conversation: string): HTMLElement | undefined {
      const question = settling.of(conversation)
      return (
        question &&
        element(
          'div',
          { class: 'asked' },
          element('p', { dir: 'auto' }, settledTexts.arrived(question.title)),
          ask(question),
        )
      )
    },

    clear(): void {
      thanks = ''
      fault = ''
    },
  }
}
