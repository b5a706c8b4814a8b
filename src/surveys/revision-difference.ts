import { listText } from '../base/wording.ts'
import { languageName } from './language-name.ts'
import type { Question } from './question.ts'
import { quoted } from './question-words.ts'
import { ruleWords } from './rule-words.ts'
import { amountWords, audienceWords, frequencyWords, momentWords, scheduleWords } from './setting-words.ts'
import type { SurveyDraft } from './survey.ts'

type Named = Parameters<typeof momentWords>[1]

/** What is another way in `after` than in `before`, a sentence each; none where they are the same. */
export function differences(before: SurveyDraft, after: SurveyDraft, named: Named, now: number): string[] {
  const said: [words: (draft: SurveyDraft) => string, of: string][] = [
    [(draft) => draft.name, 'Name'],
    [(draft) => draft.thanks ?? '', 'Thanks'],
    [(draft) => momentWords(draft, named), 'When'],
    [(draft) => audienceWords(draft, named), 'Who'],
    [(draft) => amountWords(draft, named), 'How many'],
    [(draft) => frequencyWords(draft), 'How often'],
    [(draft) => scheduleWords(draft, now), 'Time'],
    [(draft) => String(draft.priority), 'Priority'],
    [(draft) => languageName(draft.language), 'Language'],
    [(draft) => listText(Object.keys(draft.translations).map(languageName)), 'Translated into'],
  ]
  return [
    ...questionDifferences(before.questions, after.questions),
    ...ruleDifferences(before, after),
    ...said.flatMap(([words, of]) => {
      const [was, is] = [words(before), words(after)]
      return was === is ? [] : [`${of}: ${is || 'none'}${was ? ` (was: ${was})` : ''}`]
    }),
    ...textDifferences(before, after),
  ]
}

function questionDifferences(before: readonly Question[], after: readonly Question[]): string[] {
  const was = (id: string) => before.find((question) => question.id === id)
  const kept = after.filter(({ id }) => was(id))
  const order = before.filter(({ id }) => after.some((question) => question.id === id))
  return [
    ...after.filter(({ id }) => !was(id)).map(({ text }) => `New question: ${quoted(text)}`),
    ...before
      .filter(({ id }) => after.every((question) => question.id !== id))
      .map(({ text }) => `Gone: ${quoted(text)}`),
    ...kept.flatMap((question) => {
      const old = was(question.id)
      if (!old || JSON.stringify(old) === JSON.stringify(question)) return []
      return old.text === question.text
        ? [`${quoted(question.text)} is asked another way`]
        : [`${quoted(old.text)} is now ${quoted(question.text)}`]
    }),
    ...(order.some(({ id }, i) => kept[i]?.id !== id) ? ['The questions stand in another order'] : []),
  ]
}

function ruleDifferences(before: SurveyDraft, after: SurveyDraft): string[] {
  const [old, now] = [before, after].map(({ rules, questions }) => rules.map((rule) => ruleWords(rule, questions)))
  return [
    ...(now ?? []).filter((words) => !old?.includes(words)).map((words) => `New rule: ${words}`),
    ...(old ?? []).filter((words) => !now?.includes(words)).map((words) => `No rule any more: ${words}`),
  ]
}

function textDifferences(before: SurveyDraft, after: SurveyDraft): string[] {
  return Object.keys(after.translations).flatMap((tag) => {
    const [old, now] = [before.translations[tag], after.translations[tag]]
    const isSame = old === undefined || JSON.stringify(old) === JSON.stringify(now)
    return isSame ? [] : [`Texts in ${languageName(tag)} have changed`]
  })
}
