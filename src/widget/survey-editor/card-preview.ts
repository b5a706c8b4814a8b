import type { AskedSurvey } from '../../surveys/survey.ts'
import { element } from '../dom.ts'
import { adoptStyle, panelStyle } from '../style.ts'
import type { SurveyActs } from '../survey/part.ts'
import { surveyCard } from '../survey/survey-card.ts'
import { dress } from '../survey/survey-style.ts'

/** Shows a survey in the widget's own card, to be tried; nothing that is answered in it goes anywhere. */
export function cardPreview(place: HTMLElement) {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  adoptStyle(root, panelStyle)
  dress(root)
  const frame = element('div', { class: 'sluice in-page' })
  root.append(frame)
  let survey: AskedSurvey | undefined
  /** The question on the card; `wanted`: that which is being written, as soon as the card has it. */
  let [at, wanted]: (string | undefined)[] = []

  const acts: SurveyActs = {
    came(progress) {
      at = progress.at
      wanted = undefined
    },
    complete: () => Promise.resolve(),
    dismiss: () => draw(undefined),
    close: () => draw(undefined),
    explain: () => '',
    announce: () => {},
    budget: {
      get: () => Promise.resolve({ budget: 'rarely', left: 2 }),
      set: (budget) => Promise.resolve({ budget, left: 2 }),
    },
  }

  function draw(question: string | undefined): void {
    at = survey?.questions.find(({ id }) => id === question)?.id
    frame.hidden = !survey
    if (survey) frame.replaceChildren(surveyCard(survey, { answers: [], ...(at !== undefined && { at }) }, acts))
  }

  return {
    /** Shows what the server holds in this page, from the question that was looked at. */
    take(page: Document): void {
      const island = page.getElementById('preview-survey')?.textContent ?? 'null'
      const scheme = page.getElementById('preview')?.dataset.scheme ?? ''
      survey = (JSON.parse(island) as AskedSurvey | null) ?? undefined
      host.toggleAttribute('theme', scheme !== '')
      if (scheme) host.setAttribute('theme', scheme)
      draw(wanted ?? at)
      if (!host.isConnected) place.replaceChildren(host)
    },

    /** Turns to the question that is being written. */
    turnTo(question: string): void {
      wanted = question
      if (question !== at && survey?.questions.some(({ id }) => id === question)) draw(question)
    },
  }
}
