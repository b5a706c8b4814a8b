import { countText, listText } from '../base/wording.ts'
import { translationsOf } from './card-view.ts'
import { fieldMaker } from './editor-field.ts'
import { formReader, lastOf, type TypedFields } from './form-reader.ts'
import { directionOf } from './in-language.ts'
import { languageName } from './language-name.ts'
import { looseQuestions } from './loose-questions.ts'
import type { Question } from './question.ts'
import { textsOf } from './survey-texts.ts'
import { textAt, type Written } from './written.ts'

/** What is written with the translations of a form, and with what its button does to its languages. */
export function translatedFrom(form: TypedFields, before: Written): Record<string, unknown> {
  const fields = formReader(form)
  const [act, of] = fields.text('act')?.split(':') ?? []
  const typed = translationsTyped(form, before)
  const left = Object.entries(typed).filter(([tag]) => act !== 'remove' || tag !== of)
  const added = act === 'add' ? canonical(fields.text('newLanguage') ?? '') : undefined
  const translations = { ...Object.fromEntries(left), ...(added && { [added]: typed[added] ?? {} }) }
  return { ...before, translations }
}

/** The texts of a form by language; a language that is there, or whose fields are all empty, stays with nothing in it. */
function translationsTyped(form: TypedFields, before: Written): Record<string, Record<string, string>> {
  const fields = formReader(form)
  const paths = textPaths(before)
  const tags = new Set([...Object.keys(translationsOf(before)), ...fieldsIn(form).map(({ tag }) => tag)])
  return Object.fromEntries(
    [...tags].map((tag) => {
      const written = paths.map((path) => [path, fields.text(`translations:${tag}:${path}`)] as const)
      return [tag, Object.fromEntries(written.filter((one): one is [string, string] => one[1] !== undefined))]
    }),
  )
}

function fieldsIn(form: TypedFields): { tag: string; path: string; text: string }[] {
  return Object.entries(form).flatMap(([name, typed]) => {
    const [, tag = '', path = ''] = /^translations:([^:]+):(.+)$/.exec(name) ?? []
    return canonical(tag) === tag ? [{ tag, path, text: lastOf(typed).trim() }] : []
  })
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
export const textsView = (written: Written) => tableOf(written, translationsOf(written), {})

/**
 * The same for a form that was refused because somebody has saved meanwhile: with all that was typed, and theirs beside it
 * where it is another. `gone`: what was typed for texts that are not there any more.
 */
export function overtakenView(form: TypedFields, saved: Written) {
  const [typed, theirs] = [translationsTyped(form, saved), translationsOf(saved)]
  const both = Object.entries(typed).map(([tag, texts]) => [tag, { ...theirs[tag], ...texts }] as const)
  const paths = textPaths(saved)
  const gone = fieldsIn(form).filter(({ path, text }) => text !== '' && !paths.includes(path))
  return {
    ...tableOf(saved, Object.fromEntries(both), theirs),
    gone: gone.map(({ tag, text }) => ({ text, tag, direction: directionOf(tag), name: languageName(tag) })),
    newLanguage: formReader(form).text('newLanguage') ?? '',
  }
}

type Translations = Record<string, Record<string, string>>

function tableOf(written: Written, translations: Translations, theirs: Translations) {
  const own = textAt(written, ['language'])
  const tags = Object.keys(translations).filter((tag) => tag !== own)
  const parts = partsOf(written)
  const make = fieldMaker({}, new Map())
  const texts = textsOf(parts)
  const missing = tags.flatMap((tag) => {
    const count = texts.filter(({ path }) => !translations[tag]?.[path]?.trim()).length
    return count > 0 ? [{ tag, count }] : []
  })
  const saidMeanwhile = (tag: string, path: string) => {
    const other = theirs[tag]?.[path]
    return other !== undefined && other !== translations[tag]?.[path] && { theirs: other }
  }
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
        ...saidMeanwhile(tag, path),
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
