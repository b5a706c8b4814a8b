import { numberText, pluralText } from '../base/wording.ts'
import { atMost, type Estimate } from './estimate.ts'
import { languageName } from './language-name.ts'
import type { MissingText } from './missing-texts.ts'
import type { SurveyDraft } from './survey.ts'
import { whereWords } from './texts-view.ts'

/** Of how many people it would be asked, in the first line before publishing. */
export function estimateSentence(
  { people, ofPeople, days }: Estimate,
  { triggers }: Pick<SurveyDraft, 'triggers'>,
): string {
  if (ofPeople === 0) return `Nobody was there in the last ${days} days, so there is nothing to judge by.`
  const about = people === 0 ? 'None' : `${atMost(triggers) ? 'At most' : 'About'} ${numberText(people)}`
  return `${about} of ${ofPeople === 1 ? 'the one person who was there' : `${numberText(ofPeople)} people`} would be asked in the next ${days} days, judged by the last ${days}.`
}

/** What the estimate is made from, and what it cannot know. */
export function basisLines({ ofPeople, days, words }: Estimate, { triggers }: Pick<SurveyDraft, 'triggers'>): string[] {
  if (ofPeople === 0) return []
  const details = words.split('. ').slice(1).join('. ')
  return [
    `Everybody who saw a flag or of whom an event came in the last ${days} days went through the same gates as in earnest: audience, draw, quota, how often they were asked lately and how often they want to be.`,
    ...(atMost(triggers)
      ? [
          'What only their page notices (where they are, how far they scroll, what an event was done with) is taken to have happened to everybody, so that the figure is a bound.',
        ]
      : []),
    ...(details ? [details] : []),
  ]
}

/** What is untranslated, language by language. */
export function missingLines(
  missing: readonly MissingText[],
  { questions, language }: Pick<SurveyDraft, 'questions' | 'language'>,
) {
  const tags = [...new Set(missing.map((one) => one.language))]
  return tags.map((tag) => {
    const of = missing.filter((one) => one.language === tag)
    return {
      name: languageName(tag),
      count: pluralText(of.length, 'text', 'texts'),
      texts: of.map(({ path, text }) => ({ where: whereWords(path, questions), text })),
      instead: languageName(language),
    }
  })
}
