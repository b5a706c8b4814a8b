import { pluralText } from '../base/wording.ts'
import { cardView, translationsOf } from './card-view.ts'
import { type EditorField, fieldMaker } from './editor-field.ts'
import { faultLine, faultWords } from './fault-words.ts'
import type { Around } from './flag-options.ts'
import { gateFields } from './gate-fields.ts'
import { languageName } from './language-name.ts'
import { looseQuestions } from './loose-questions.ts'
import { missingTexts } from './missing-texts.ts'
import { questionFields } from './question-fields.ts'
import { kindNames, quoted } from './question-words.ts'
import { ruleFields } from './rule-fields.ts'
import { amountWords, audienceWords, frequencyWords, momentWords, scheduleWords } from './setting-words.ts'
import { settingsOf } from './settings-of.ts'
import { triggerFields } from './trigger-fields.ts'
import { triggerNames } from './trigger-words.ts'
import { listAt, textAt, type Written } from './written.ts'

/** How a member looks at the card while they write: in which language, and on light or dark. */
export type Look = { language: string; scheme: 'light' | 'dark' | '' }

/** The whole editor, for what is written so far; `faults`: what keeps it from being published. */
export function editorView(
  written: Written,
  around: Around,
  faults: readonly { field: string; message: string }[],
  look: Look,
  now: number,
) {
  const make = fieldMaker(written, new Map(faults.map(({ field, message }) => [field, faultWords(message)])))
  const questions = looseQuestions(written)
  const gates = gateFields(written, around, make)
  const rules = ruleFields(written, questions, make)
  const settings = settingsOf(written)
  const [asked, triggers] = [questionFields(written, make), triggerFields(written, around, make)]
  const folds = [
    { key: 'audience', title: 'Who is asked', words: audienceWords(settings, around), fields: gates.audience },
    { key: 'amount', title: 'How many', words: amountWords(settings, around), fields: gates.amount },
    { key: 'frequency', title: 'How often', words: frequencyWords(settings), fields: gates.frequency },
    { key: 'schedule', title: 'From when to when', words: scheduleWords(settings, now), fields: gates.schedule },
  ]
  return {
    name: make.text(['name'], 'Name', { hint: 'For the team; people never see it.', most: 120 }),
    ...{ questions: asked, questionFaults: asked.length > 0 ? [] : make.others(['questions']) },
    kinds: Object.entries(kindNames).map(([value, label]) => ({ value, label })),
    thanks: make.text(['thanks'], 'Thanks at the end', { most: 300, hint: 'Empty: “Thank you.”' }),
    ...{ triggers, momentFaults: triggers.length > 0 ? [] : make.others(['triggers']) },
    triggerKinds: Object.entries(triggerNames).map(([value, label]) => ({ value, label })),
    moment: momentWords(settings, around),
    ...{ place: gates.place, placeIsOpen: hasFault(gates.place), rules },
    rulesWords: rules.length === 0 ? 'One question follows the other.' : pluralText(rules.length, 'rule', 'rules'),
    ruleFaults: rules.some(({ fields, faults: others }) => hasFault(fields) || others.length > 0),
    // Nothing comes after the last question that could be skipped, but the survey can end after any.
    afters: questions.map(({ id, text }, i) => ({ value: id, label: `question ${i + 1}: ${quoted(text)}` })),
    folds: folds.map((fold) => ({ ...fold, isOpen: hasFault(fold.fields) })),
    ...languagesOf(written, make),
    languageFaults: make.others(['translations']),
    faults: faults.map((fault) => faultLine(fault, make.isShown(fault.field))),
    preview: { ...cardView(written, look.language), scheme: look.scheme, ...looksOf(written, look) },
  }
}

const hasFault = (fields: readonly EditorField[]) => fields.some(({ error }) => error !== undefined)

function languagesOf(written: Written, make: ReturnType<typeof fieldMaker>) {
  const translations = translationsOf(written)
  const language = textAt(written, ['language'])
  const thanks = textAt(written, ['thanks'])
  const questions = looseQuestions(written)
  const missing = missingTexts({ language, translations, questions, ...(thanks && { thanks }) })
  const others = Object.keys(translations).filter((tag) => tag !== language)
  const words = others.map((tag) => {
    const count = missing.filter((one) => one.language === tag).length
    return `${languageName(tag)}${count > 0 ? ` (${count} missing)` : ''}`
  })
  return {
    language: make.text(['language'], 'Language of the texts above', { hint: 'Such as en, de or pt-BR.', most: 35 }),
    languagesWords: [languageName(language), ...words].filter(Boolean).join(', '),
  }
}

function looksOf(written: Written, { language, scheme }: Look) {
  const own = textAt(written, ['language'])
  const tags = [own, ...Object.keys(translationsOf(written)).filter((tag) => tag !== own)].filter(Boolean)
  return {
    languages: tags.map((tag) => ({ value: tag, label: languageName(tag), isChosen: tag === (language || own) })),
    schemes: [
      { value: '', label: 'As mine', isChosen: scheme === '' },
      { value: 'light', label: 'Light', isChosen: scheme === 'light' },
      { value: 'dark', label: 'Dark', isChosen: scheme === 'dark' },
    ],
  }
}

/** How it stands with what is being written, in the first line of the editor. */
export function editorSentence(written: Written, isOut: boolean): string {
  const { length } = listAt(written, ['questions'])
  const asks = length === 0 ? 'asks nothing yet' : `asks ${pluralText(length, 'question', 'questions')}`
  const name = textAt(written, ['name']) || 'This survey'
  return isOut
    ? `${name} ${asks}; what is out stays as it is until you publish this.`
    : `${name} ${asks}; nobody is asked before you publish it.`
}
