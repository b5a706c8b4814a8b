import type { Receipt } from '../base/receipt.ts'
import type { WidgetRequests } from '../sockets/protocol.ts'
import type { Question } from '../surveys/survey.ts'
import type { Panel } from './panel.ts'
import { questionCard, thanksCard } from './question-card.ts'
import { texts } from './texts.ts'

/** Shows at most one question at a time and sends its answer. */
export function asking({
  panel,
  next,
  post,
  newId,
  onChange,
}: {
  panel: Panel
  next: () => Promise<{ question: Question | null }>
  post: (body: WidgetRequests['survey:answer'][0], onDelay: () => void) => Promise<Receipt>
  newId: () => string
  onChange: (hasQuestion: boolean) => void
}) {
  let isAsking = false

  function finish(): void {
    panel.clearCard('question')
    isAsking = false
    onChange(false)
  }

  function show(question: Question): void {
    const about = { survey: question.key, revision: question.revision }
    const card = questionCard(question, {
      async answer(answer, onDelay) {
        await post({ state: 'completed', id: newId(), ...about, ...answer }, onDelay)
        const hadFocus = panel.slots.question.contains(panel.root.activeElement)
        const thanks = thanksCard(finish)
        panel.slots.question.replaceChildren(thanks)
        onChange(false)
        panel.announce(texts.thanks)
        if (hadFocus) thanks.querySelector('p')?.focus()
      },
      dismiss() {
        finish()
        // Asked again by the server when this is refused; nothing for the subject to do about it.
        post({ state: 'dismissed', id: newId(), ...about }, () => {}).catch(() => {})
      },
    })
    panel.slots.question.replaceChildren(card)
    onChange(true)
    panel.offerCards()
    panel.announce(texts.questionArrived(question.text))
  }

  return {
    /** Takes the question away; it was somebody else's. */
    clear: finish,

    /** Asks the server whether there is a question for this subject now. */
    async ask(): Promise<void> {
      if (isAsking) return
      isAsking = true
      const { question } = await next().catch(() => ({ question: null }))
      if (question) show(question)
      else isAsking = false
    },
  }
}
