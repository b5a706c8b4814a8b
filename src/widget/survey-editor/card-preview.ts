import { directionOf } from '../../surveys/in-language.ts'
import type { AskedSurvey } from '../../surveys/survey.ts'
import { element } from '../dom.ts'
import { languageOf } from '../language.ts'
import { laterFile } from '../load-part.ts'
import type { WidgetFiles } from '../load-widget.ts'
import { adoptStyle, panelStyle } from '../style.ts'
import type { SurveyActs, SurveyPart } from '../survey/part.ts'

/** The widget's part with the card, in each language there is. */
declare const cardFiles: WidgetFiles

const from = { src: new URL('/widget/', location.href).href, nonce: undefined }
const cardIn = new Map(Object.entries(cardFiles).map(([tag, file]) => [tag, laterFile<SurveyPart>(from, file)]))

/** Shows a survey in the widget's own card, to be tried; nothing that is answered in it goes anywhere. */
export function cardPreview(place: HTMLElement) {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  adoptStyle(root, panelStyle)
  const frame = element('div', { class: 'sluice in-page' })
  root.append(frame)
  let survey: AskedSurvey | undefined
  /** In the language of the survey. */
  let part: SurveyPart | undefined
  let turn = 0
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
    if (survey && part) frame.replaceChildren(part.card(survey, { answers: [], ...(at !== undefined && { at }) }, acts))
  }

  return {
    /** Shows what the server holds in this page, from the question that was looked at. */
    async take(page: Document): Promise<void> {
      const island = page.getElementById('preview-survey')?.textContent ?? 'null'
      const scheme = page.getElementById('preview')?.dataset.scheme ?? ''
      survey = (JSON.parse(island) as AskedSurvey | null) ?? undefined
      host.toggleAttribute('theme', scheme !== '')
      if (scheme) host.setAttribute('theme', scheme)
      const mine = ++turn
      const language = languageOf([survey?.language], [...cardIn.keys()])
      const loaded = await cardIn.get(language)?.()
      if (mine !== turn || !loaded) return
      if (!part) loaded.dress(root)
      part = loaded
      Object.assign(frame, { lang: language, dir: directionOf(language) })
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
