import type { AskedSurvey } from '../../surveys/survey.ts'
import { askBudgetField } from '../ask-budget-field.ts'
import { element } from '../dom.ts'
import { askingTexts } from '../texts/en.ts'
import type { SurveyActs } from './part.ts'

/** Why this person is asked, and how often they want to be; closed until they ask. */
export function whyAsked({ because }: Pick<AskedSurvey, 'because'>, acts: Pick<SurveyActs, 'budget' | 'explain'>) {
  const place = element('div')
  const view = element(
    'details',
    { class: 'why' },
    element('summary', {}, askingTexts.whyAsked),
    element('div', { class: 'stack' }, element('p', {}, askingTexts.because(because.on, because.sampling)), place),
  )
  view.addEventListener('toggle', () => {
    if (view.open && !place.hasChildNodes()) place.append(askBudgetField(acts.budget, acts.explain))
  })
  return view
}
