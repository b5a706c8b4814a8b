import type { Question } from './question.ts'
import type { SurveyDraft } from './survey.ts'
import { withTexts } from './survey-texts.ts'

type Spoken = Pick<SurveyDraft, 'language' | 'translations' | 'questions' | 'thanks'>

export type Direction = 'ltr' | 'rtl'

/**
 * The languages of a survey to look a text up in, for whom reads `wanted`: that one, then with a subtag less each time
 * (RFC 4647, 3.4 Lookup), and in the end the survey's own.
 */
export function languagesFor(
  { language, translations }: Pick<Spoken, 'language' | 'translations'>,
  wanted: string,
): string[] {
  const found: string[] = []
  const subtags = wanted.split('-')
  while (subtags.length > 0) {
    const tag = subtags.join('-')
    if (tag === language) return [...found, language]
    if (Object.hasOwn(translations, tag)) found.push(tag)
    subtags.pop()
    if (subtags.at(-1)?.length === 1) subtags.pop()
  }
  return [...found, language]
}

/** A survey's texts as somebody who reads `wanted` gets them; a text that is not translated stands as it is written. */
export function inLanguage(
  survey: Spoken,
  wanted: string,
): { language: string; direction: Direction; questions: Question[]; thanks?: string } {
  const languages = languagesFor(survey, wanted)
  const read = (path: string, text: string): string =>
    languages.map((tag) => survey.translations[tag]?.[path]).find((one) => one !== undefined && one !== '') ?? text
  const [language = survey.language] = languages
  return {
    language,
    direction: directionOf(language),
    questions: survey.questions.map((question) => withTexts(question, read)),
    ...(survey.thanks !== undefined && { thanks: read('thanks', survey.thanks) }),
  }
}

const rightToLeft = new Set('ar arc ckb dv fa he ks nqo ps sd syr ug ur yi'.split(' '))
const rightToLeftScripts = new Set('Adlm Arab Hebr Nkoo Rohg Syrc Thaa'.split(' '))

/** Which way a language is written: by its script where the tag names one, or else as it mostly is. */
export function directionOf(tag: string): Direction {
  const [primary = '', ...subtags] = tag.split('-')
  const script = subtags.find((subtag) => /^[A-Z][a-z]{3}$/.test(subtag))
  return (script ? rightToLeftScripts.has(script) : rightToLeft.has(primary)) ? 'rtl' : 'ltr'
}
