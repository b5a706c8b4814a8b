import type { OpenShowing } from '../../surveys/asked-as.ts'
import type { SurveyPart } from '../survey/part.ts'
import { surveyTexts } from '../texts/en.ts'
import { answering } from './answering.ts'
import type { AskingHost } from './part.ts'
import { type Place, placeFor } from './place.ts'

/** A survey on the screen; `gone` resolves when it is there no more. */
export type Shown = { survey: string; gone: Promise<void>; close: () => void; leave: () => void }

/** Shows a survey, and has what is answered to it kept and sent. */
export function showing(host: AskingHost, part: SurveyPart, open: OpenShowing, isStill: () => boolean): Shown {
  const { asked } = open
  const { survey } = asked
  const { panel, newId, after, post } = host
  const answers = answering({
    ...{ response: asked.response, sent: open, post, newId, after },
    draft: host.draft('survey'),
  })
  let place: Place | undefined
  let isClosed = false
  let close = () => {}
  const gone = new Promise<void>((done) => {
    close = () => {
      isClosed = true
      place?.clear()
      host.onChange(false)
      done()
    }
  })
  function told(state: 'completed' | 'dismissed'): void {
    host.tabs.tell('answered', { survey })
    host.onAnswer({ survey, state })
  }

  part.dress(panel.root)
  const card = part.card(asked, answers.progress(), {
    came: answers.came,
    async complete(said, onDelay) {
      host.onChange(false)
      const receipt = await answers.complete(said, onDelay)
      told('completed')
      return receipt
    },
    dismiss(said) {
      close()
      // Asked again by the server when this is refused; nothing for the subject to do about it.
      answers.dismiss(said).then(
        () => told('dismissed'),
        () => {},
      )
    },
    close,
    explain: host.explain,
    announce: panel.announce,
    budget: host.budget,
  })
  const slot = asked.place === 'inline' ? asked.slot : undefined
  void placeFor(card, slot, panel, () => isStill() && !isClosed).then((found) => {
    place = found
    if (!found) return close()
    if (isClosed) return found.clear()
    if (!found.isInPage) host.onChange(true)
    panel.announce(surveyTexts.arrived(asked.questions[0]?.text ?? ''))
  })
  return { survey, gone, close, leave: answers.leave }
}
