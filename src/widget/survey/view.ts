import { formStyle } from '../form-style.ts'
import { adoptStyle } from '../style.ts'
import { surveyTexts } from '../texts/en.ts'
import type { SurveyPart } from './part.ts'
import { questionCard, thanksCard } from './question-card.ts'
import { surveyStyle } from './survey-style.ts'

/** Shows one question in the widget's own place and sends its answer. */
export const surveyView: SurveyPart = (host) => {
  adoptStyle(host.root, formStyle)
  adoptStyle(host.root, surveyStyle)
  const { slot, root, post, newId } = host

  return {
    show({ response, survey, questions }, sent) {
      const question = questions.find(({ kind }) => kind === 'nps')
      const words = questions.find(({ kind }) => kind === 'text')
      if (question?.kind !== 'nps') return false
      let seq = sent
      const part = () => ({ id: newId(), response, seq: ++seq })
      const card = questionCard(question, {
        explain: host.explain,
        draft: host.draft(`survey:${survey}`),
        async answer(answer, onDelay) {
          const { score, text } = answer
          const answers = [
            { question: question.id, score },
            ...(text !== undefined && words ? [{ question: words.id, text }] : []),
          ]
          await post({ ...part(), state: 'completed', answers }, onDelay)
          const hadFocus = slot.contains(root.activeElement)
          const thanks = thanksCard(host.onClosed)
          slot.replaceChildren(thanks)
          host.onAnswered()
          host.announce(surveyTexts.thanks)
          if (hadFocus) thanks.querySelector('p')?.focus()
        },
        dismiss() {
          host.onClosed()
          // Asked again by the server when this is refused; nothing for the subject to do about it.
          post({ ...part(), state: 'dismissed', answers: [] }, () => {}).catch(() => {})
        },
      })
      slot.replaceChildren(card)
      host.announce(surveyTexts.arrived(question.text))
      return true
    },
  }
}
