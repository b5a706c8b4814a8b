import { countText, listText } from '../base/wording.ts'
import { translationsOf } from './card-view.ts'
import { fieldMaker } from './editor-field.ts'
import { faultWords } from './fault-words.ts'
import { formReader, type TypedFields } from './form-reader.ts'
import { directionOf } from './in-language.ts'
import { languageName } from './language-name.ts'
import { looseQuestions } from './loose-questions.ts'
import type { Question } from './question.ts'
import { textsOf } from './survey-texts.ts'
import { textAt, type Written } from './written.ts'

/** What is written with the translations of a form; a language whose fields are all empty stays, with nothing in it. */
export function translatedFrom(form: TypedFields, before: Written): Record<string, unknown> {
  const fields = formReader(form)
  const remove = fields.text('act')?.replace(/^remove:/, '')
  const isRemoved = fields.text('act')?.startsWith('remove:') ?? false
  const texts = textPaths(before)
  const translations = Object.keys(translationsOf(before))
    .filter((tag) => !(isRemoved && tag === remove))
    .map((tag) => {
      const written = texts.flatMap((path) => {
        const text = fields.text(`translations:${tag}:${path}`)
        return text === undefined ? [] : [[path, text] as const]
      })
      return [tag, Object.fromEntries(written)] as const
    })
  const added = fields.text('act') === 'add' ? fields.text('newLanguage') : undefined
  const tag = added === undefined ? undefined : canonical(added)
  return {
    ...before,
    translations: { ...Object.fromEntries(translations), ...(tag && { [tag]: translationsOf(before)[tag] ?? {} }) },
  }
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.slice(0, 35))[0]
  } catch {
    return undefined
  }
}

const textPaths = (written: Written): string[] => textsOf(partsOf(written)).map(({ path }) => path)

function partsOf(written: Written) {
  const thanks = textAt(written, ['thanks'])
  return { questions: looseQuestions(written), ...(thanks && { thanks }) }
}

/** The table of texts: one row a text, one column a language. */
export function textsView(written: Written, faults: readonly { field: string; message: string }[]) {
  const translations = translationsOf(written)
  const own = textAt(written, ['language'])
  const tags = Object.keys(translations).filter((tag) => tag !== own)
  const parts = partsOf(written)
  const make = fieldMaker({}, new Map(faults.map(({ field, message }) => [field, faultWords(message)])))
  const texts = textsOf(parts)
  const missing = tags.flatMap((tag) => {
    const count = texts.filter(({ path }) => !translations[tag]?.[path]?.trim()).length
    return count > 0 ? [{ tag, count }] : []
  })
  return {
    sentence: sentenceOf(tags, missing, own),
    languages: tags.map((tag) => ({ tag, name: languageName(tag) })),
    own: languageName(own || 'en'),
    texts: texts.map(({ path, text, most }) => ({
      ...{ text, where: whereWords(path, parts.questions) },
      fields: tags.map((tag) => ({
        ...make.long(['translations', tag, path], languageName(tag), { most }),
        ...{ value: translations[tag]?.[path] ?? '', tag, direction: directionOf(tag) },
        isMissing: !translations[tag]?.[path]?.trim(),
      })),
    })),
  }
}

function sentenceOf(tags: readonly string[], missing: readonly { tag: string; count: number }[], own: string): string {
  const name = languageName(own || 'en')
  if (tags.length === 0) return `Everybody is asked in ${name}.`
  if (missing.length === 0) return `Every text is there in ${listText([name, ...tags.map(languageName)])}.`
  const all = missing.reduce((sum, { count }) => sum + count, 0)
  return `${countText(all, 'text is', 'texts are')} missing: ${listText(missing.map(({ tag, count }) => `${count} in ${languageName(tag)}`))}.`
}

/** "Question 1", "Question 2, choice". */
export function whereWords(path: string, questions: readonly Question[]): string {
  const [kind, id, field] = path.split('/')
  if (kind !== 'questions') return 'Thanks'
  const place = questions.findIndex((question) => question.id === id) + 1
  const names: Record<string, string> = {
    help: ', explanation',
    low: ', lowest',
    high: ', highest',
    choices: ', choice',
    yes: ', yes',
    no: ', no',
    button: ', button',
  }
  return `Question ${place}${names[field ?? ''] ?? ''}`
}
