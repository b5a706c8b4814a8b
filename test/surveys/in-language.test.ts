import fc from 'fast-check'
import { directionOf, inLanguage, languagesFor } from '../../src/surveys/in-language.ts'
import { language } from '../../src/surveys/language.ts'
import { missingTexts } from '../../src/surveys/missing-texts.ts'
import { type SurveyDraftSent, surveyDraft } from '../../src/surveys/survey.ts'

const draft = (more: Partial<SurveyDraftSent> = {}) =>
  surveyDraft.parse({
    name: 'Writing',
    language: 'en',
    thanks: 'Thank you',
    questions: [
      { kind: 'nps', id: 'score', text: 'How is it?', low: 'bad', high: 'good' },
      { kind: 'single', id: 'part', text: 'Which part?', choices: [choice('a'), choice('b')] },
      { kind: 'boolean', id: 'fixed', text: 'Fixed?', yes: 'Yes', no: 'No' },
      { kind: 'statement', id: 'bye', text: 'That was it', help: 'Really', button: 'Close' },
    ],
    triggers: [{ on: 'exit' }],
    ...more,
  })

const choice = (id: string) => ({ id, label: `Choice ${id}` })

const all = {
  'questions/score/text': 'Wie ist es?',
  'questions/score/low': 'schlecht',
  'questions/score/high': 'gut',
  'questions/part/text': 'Welcher Teil?',
  'questions/part/choices/a': 'Wahl a',
  'questions/part/choices/b': 'Wahl b',
  'questions/fixed/text': 'Behoben?',
  'questions/fixed/yes': 'Ja',
  'questions/fixed/no': 'Nein',
  'questions/bye/text': 'Das war es',
  'questions/bye/help': 'Wirklich',
  'questions/bye/button': 'Zu',
  thanks: 'Danke',
}

it.each([
  ['de', ['de', 'en']],
  ['de-AT', ['de', 'en']],
  ['pt-BR', ['pt-BR', 'pt', 'en']],
  ['pt-PT', ['pt', 'en']],
  ['en-GB', ['en-GB', 'en']],
  ['en-US', ['en']],
  ['fr', ['en']],
  ['zh-Hant-TW', ['zh-Hant', 'en']],
  ['de-x-private', ['de', 'en']],
])('somebody who reads %s is looked up in %p', (wanted, found) => {
  const translations = { de: {}, pt: {}, 'pt-BR': {}, 'en-GB': {}, 'zh-Hant': {} }
  expect(languagesFor({ language: 'en', translations }, wanted)).toEqual(found)
})

it('reads every text in the language, and names none missing', () => {
  const survey = draft({ translations: { de: all } })
  const read = inLanguage(survey, 'de-CH')
  expect(read).toMatchObject({ language: 'de', direction: 'ltr', thanks: 'Danke' })
  expect(read.questions.map(({ text }) => text)).toEqual(['Wie ist es?', 'Welcher Teil?', 'Behoben?', 'Das war es'])
  expect(read.questions).toMatchObject([
    { low: 'schlecht', high: 'gut' },
    { choices: [{ label: 'Wahl a' }, { label: 'Wahl b' }] },
    { yes: 'Ja', no: 'Nein' },
    { help: 'Wirklich', button: 'Zu' },
  ])
  expect(missingTexts(survey)).toEqual([])
})

it('names what is missing, and shows it in the survey’s own language', () => {
  const { thanks: _, 'questions/part/choices/b': __, ...some } = all
  const survey = draft({ translations: { de: { ...some, 'questions/fixed/no': ' ' } } })
  expect(missingTexts(survey).map(({ language: tag, path }) => [tag, path])).toEqual([
    ['de', 'questions/part/choices/b'],
    ['de', 'questions/fixed/no'],
    ['de', 'thanks'],
  ])
  expect(inLanguage(survey, 'de').thanks).toBe('Thank you')
})

it('takes a text from the nearest language that has it', () => {
  const survey = draft({ translations: { pt: { thanks: 'Obrigado' }, 'pt-BR': { 'questions/score/text': 'Oi?' } } })
  expect(inLanguage(survey, 'pt-BR')).toMatchObject({
    language: 'pt-BR',
    thanks: 'Obrigado',
    questions: [{ text: 'Oi?', low: 'bad' }, {}, {}, {}],
  })
})

it('always ends with the survey’s own language, and never lacks a text', () => {
  const tag = fc.constantFrom('en', 'de', 'de-AT', 'pt-BR', 'ar', 'zh-Hant-TW', 'de-x-a', 'sr-Latn')
  fc.assert(
    fc.property(tag, tag, fc.array(tag), (own, wanted, translated) => {
      const survey = draft({ language: own, translations: Object.fromEntries(translated.map((one) => [one, {}])) })
      expect(languagesFor(survey, wanted).at(-1)).toBe(own)
      expect(inLanguage(survey, wanted).questions.map(({ text }) => text)).not.toContain('')
    }),
  )
})

it.each([
  ['ar', 'rtl'],
  ['he-IL', 'rtl'],
  ['az-Arab', 'rtl'],
  ['ar-Latn', 'ltr'],
  ['de', 'ltr'],
  ['ur-PK', 'rtl'],
] as const)('%s is written %s', (tag, direction) => expect(directionOf(tag)).toBe(direction))

it.each([
  ['EN-gb', 'en-GB'],
  ['pt-br', 'pt-BR'],
  ['not a tag', undefined],
  ['', undefined],
  ['de.DE', undefined],
])('%p is the tag %p', (tag, canonical) => expect(language.safeParse(tag).data).toBe(canonical))
