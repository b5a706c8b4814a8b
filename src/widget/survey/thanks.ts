import type { AskedSurvey } from '../../surveys/survey.ts'
import { element } from '../dom.ts'
import { formTexts, surveyTexts, texts } from '../texts/en.ts'
import type { SurveyActs } from './part.ts'

/** Sends the answer, thanks for it, and says what has become of it. */
export function thanksFor(
  { thanks, language: lang, direction: dir }: Pick<AskedSurvey, 'thanks' | 'language' | 'direction'>,
  send: (onDelay: () => void) => Promise<unknown>,
  { explain }: Pick<SurveyActs, 'explain'>,
) {
  const attributes = { id: 'sluice-question', tabindex: -1 }
  const heading = thanks
    ? element('h2', { ...attributes, lang, dir }, thanks)
    : element('h2', attributes, surveyTexts.thanks)
  const note = element('p', { class: 'note', role: 'status' })
  const fault = element('p', { class: 'error', role: 'alert' })
  const again = element(
    'button',
    { class: 'plain', type: 'button', hidden: true, onclick: () => void attempt() },
    texts.tryAgain,
  )

  async function attempt(): Promise<void> {
    again.hidden = true
    fault.textContent = ''
    note.textContent = formTexts.sending
    try {
      await send(() => {
        note.textContent = formTexts.waits
      })
      note.textContent = surveyTexts.stored
    } catch (refusal) {
      note.textContent = ''
      fault.textContent = explain(refusal)
      again.hidden = false
    }
  }

  void attempt()
  return { heading, rest: [note, fault, again] }
}
