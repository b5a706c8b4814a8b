import { languageOf } from '../../src/widget/language.ts'

const available = ['ar', 'de', 'en', 'fr', 'pt-br']

describe('languageOf', () => {
  it.each([
    ['nothing is wanted', [undefined, ''], 'en'],
    ['the first one wanted', ['de', 'fr'], 'de'],
    ['a region that there is no text for', ['de-AT'], 'de'],
    ['a region of its own, however it is written', ['PT-BR'], 'pt-br'],
    ['a language without texts, and one with', ['ja', 'fr-CA'], 'fr'],
    ['a region whose language has no text of its own', ['pt', 'ar'], 'ar'],
    ['languages without texts', ['ja', 'zh-Hant'], 'en'],
    ['a name from every object', ['constructor', '__proto__'], 'en'],
  ])('%s', (_, wanted, expected) => {
    expect(languageOf(wanted, available)).toBe(expected)
  })
})
