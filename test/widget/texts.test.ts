import * as ar from '../../src/widget/texts/ar.ts'
import * as de from '../../src/widget/texts/de.ts'
import * as en from '../../src/widget/texts/en.ts'
import * as es from '../../src/widget/texts/es.ts'
import * as fr from '../../src/widget/texts/fr.ts'

/** What texts are made from: each is tried with all of these that it takes. */
const samples: unknown[][] = [
  ...[0, 1, 2, 3, 11, 100].map((count) => [count, count + 1, count + 2, count + 3, count + 4]),
  ['Neon', 'Argon', 30, 40, 50],
  [['Neon', 'Argon']],
  [undefined, undefined],
  ...['event', 'url', 'dwell', 'scroll', 'exit', 'exposure', 'channel', 'preview-off', 'arrival'].map((why) => [
    why,
    20,
  ]),
]

/** Every text by its path, and what it is made from. */
function spoken(texts: object, path: string[] = []): [string, string][] {
  return Object.entries(texts).flatMap(([name, text]): [string, string][] => {
    const at = [...path, name]
    if (typeof text === 'string') return [[at.join('.'), text]]
    if (typeof text !== 'function') return spoken(text, at)
    return samples.flatMap((given): [string, string][] => {
      try {
        return [[`${at.join('.')}(${JSON.stringify(given)})`, text(...given)]]
      } catch {
        return []
      }
    })
  })
}

const pathsOf = (all: Map<string, string>) => [...new Set([...all.keys()].map((at) => at.replace(/\(.*/, '')))]

const english = new Map(spoken(en))

/** What is the same word in both languages, or holds no word at all. */
const patterns = /^(written\.direction$|surveyTexts\.means|talkTexts\.about|choiceTexts\.(ofThing|moment))/
const sameInBoth: Record<string, RegExp> = {
  ar: /^talkTexts\.about/,
  de: /^talkTexts\.kinds\.problem$/,
  es: /^(talkTexts\.kinds\.idea|settledTexts\.no)$/,
  fr: /^talkTexts\.kinds\.question$/,
}

describe.each(Object.entries({ ar, de, es, fr }))('the texts in %s', (language, texts) => {
  const here = new Map(spoken(texts))

  it('are all there, each with all its forms', () => {
    expect(pathsOf(here)).toEqual(pathsOf(english))
    expect([...here].filter(([at, text]) => text === '' && english.get(at) !== '')).toEqual([])
    expect([...here.values()].filter((text) => text.includes('#'))).toEqual([])
    expect(texts.written.language).toBe(language)
  })

  it('are not English', () => {
    const left = [...here].filter(([at, text]) => text !== '' && text === english.get(at))
    expect(left.filter(([at]) => !sameInBoth[language]?.test(at) && (language === 'ar' || !patterns.test(at)))).toEqual(
      [],
    )
  })
})

describe('Arabic', () => {
  it.each([
    [1, 'رد جديد'],
    [2, 'ردّان جديدان'],
    [3, '3 ردود جديدة'],
    [11, '11 ردًا جديدًا'],
    [100, '100 رد جديد'],
  ])('has a form for %d', (count, text) => {
    expect(ar.texts.unread(count)).toBe(text)
  })

  it('keeps names that run the other way together', () => {
    expect(ar.texts.replyFrom('Ada (Sluice)')).toBe('رد من \u2068Ada (Sluice)\u2069')
  })

  it('runs from right to left, the others from left to right', () => {
    expect([ar, de, en, es, fr].map(({ written }) => written.direction)).toEqual(['rtl', 'ltr', 'ltr', 'ltr', 'ltr'])
  })
})
