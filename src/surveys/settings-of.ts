import { type SurveyDraft, surveyDraft } from './survey.ts'
import { trigger } from './trigger.ts'
import { listAt, valueAt, type Written } from './written.ts'

const usual = surveyDraft.parse({
  name: '…',
  language: 'en',
  questions: [{ kind: 'text', id: 'q1', text: '…' }],
  triggers: [{ on: 'exit' }],
})

/** What is written around the questions, each part as it is once it can be read, and as it usually is until then. */
export function settingsOf(written: Written): SurveyDraft {
  const shape = surveyDraft.shape
  const read = <Name extends keyof typeof shape & keyof SurveyDraft>(name: Name): SurveyDraft[Name] => {
    const found = shape[name].safeParse(valueAt(written, [name]))
    return (found.success ? found.data : usual[name]) as SurveyDraft[Name]
  }
  const triggers = listAt(written, ['triggers']).flatMap((one) => {
    const found = trigger.safeParse(one)
    return found.success ? [found.data] : []
  })
  const [opensAt, closesAt, slot] = [read('opensAt'), read('closesAt'), read('slot')]
  return {
    ...usual,
    ...{ triggers, place: read('place'), delay: read('delay'), audience: read('audience') },
    ...{ sampling: read('sampling'), quota: read('quota'), frequency: read('frequency') },
    ...(slot !== undefined && { slot }),
    ...(opensAt !== undefined && { opensAt }),
    ...(closesAt !== undefined && { closesAt }),
  }
}
