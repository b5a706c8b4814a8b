import type { AskedSurvey } from '../../surveys/survey.ts'
import { cross, element } from '../dom.ts'
import { surveyTexts } from '../texts/en.ts'
import { fieldOf } from './field.ts'
import { lacking } from './lacking.ts'
import type { SurveyActs } from './part.ts'
import type { Progress } from './progress.ts'
import { steps } from './steps.ts'
import { thanksFor } from './thanks.ts'
import { whyAsked } from './why-asked.ts'

/** So long (ms) a choice is seen, and can be corrected, before the next question comes. */
const lookBack = 400

/** One question after the other, on one card. */
export function surveyCard(survey: AskedSurvey, begun: Progress, acts: SurveyActs): HTMLElement {
  const { language: lang, direction: dir } = survey
  const way = steps(survey, begun)
  const why = whyAsked(survey, acts)
  const place = element('div', { class: 'stack' })
  const card = element('section', { class: 'part survey', 'aria-labelledby': 'sluice-question' }, place, why)
  let since = Date.now()
  let advancing: ReturnType<typeof setTimeout> | undefined
  let isOver = false

  function came(): void {
    way.spend(Date.now() - since)
    since = Date.now()
    acts.came({ answers: way.answers(), at: way.current().id })
  }

  function put(): void {
    clearTimeout(advancing)
    if (isOver) acts.close()
    else acts.dismiss(way.answers())
  }

  function finish(): void {
    isOver = true
    why.remove()
    const thanks = thanksFor(survey, (onDelay) => acts.complete(way.answers(), onDelay), acts)
    place.replaceChildren(top(thanks.heading, surveyTexts.close), ...thanks.rest)
    thanks.heading.focus()
  }

  const top = (heading: HTMLElement, label: string) =>
    element(
      'div',
      { class: 'row' },
      heading,
      element(
        'button',
        { class: 'plain square', type: 'button', 'aria-label': label, title: label, onclick: put },
        cross(),
      ),
    )

  /** Draws the current question, and takes the focus there when the person has come to it by themselves. */
  function draw(isTheirs: boolean): void {
    const question = way.current()
    const at = way.place()
    const heading = element(
      'h2',
      { id: 'sluice-question', tabindex: -1 },
      at && element('span', { class: 'step' }, surveyTexts.step(at.at, at.of)),
      element('span', { lang, dir }, question.text),
    )
    const help = question.help ? element('p', { class: 'quiet', id: 'sluice-help', lang, dir }, question.help) : null
    const error = element('p', { class: 'error', role: 'alert', id: 'sluice-error' })
    const main = element('button', { class: 'main-button', type: 'submit' })
    const field = fieldOf(question, {
      said: way.said(),
      say(said) {
        fault('')
        way.say(said)
        came()
        label()
      },
      advance() {
        clearTimeout(advancing)
        advancing = setTimeout(submit, lookBack)
      },
      ...{ fault, announce: acts.announce, written: survey },
      naming: {
        'aria-labelledby': 'sluice-question',
        'aria-describedby': help ? 'sluice-help sluice-error' : 'sluice-error',
        ...(question.required && question.kind !== 'text' && { 'aria-required': 'true' }),
      },
    })

    function fault(text: string): void {
      error.textContent = text
      field?.view.setAttribute('aria-invalid', String(text !== ''))
    }

    function label(): void {
      const isSkipped = question.kind !== 'statement' && !question.required && !way.isAnswered()
      if (question.kind === 'statement') main.textContent = question.button
      else if (way.isLast()) main.textContent = surveyTexts.sendAnswer
      else main.textContent = isSkipped ? surveyTexts.skip : surveyTexts.next
      main.classList.toggle('skip', isSkipped && !way.isLast())
    }

    function submit(): void {
      clearTimeout(advancing)
      const lack = lacking(question, way.said())
      if (lack !== undefined) {
        fault(lack)
        field?.control()?.focus()
        return
      }
      const hasMore = way.next()
      came()
      if (hasMore) draw(true)
      else finish()
    }

    function back(): void {
      clearTimeout(advancing)
      came()
      way.back()
      draw(true)
    }

    label()
    place.replaceChildren(
      top(heading, surveyTexts.notNow),
      element(
        'form',
        {
          ...{ class: 'stack', novalidate: true },
          onsubmit: (event: Event) => {
            event.preventDefault()
            submit()
          },
        },
        ...[help, field?.view, error],
        element(
          'div',
          { class: 'acts' },
          main,
          way.isFirst() ? null : element('button', { class: 'plain', type: 'button', onclick: back }, surveyTexts.back),
        ),
      ),
    )
    if (isTheirs) heading.focus()
  }

  card.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    put()
  })
  draw(false)
  return card
}
