import { inLanguage } from './in-language.ts'
import { looseQuestions } from './loose-questions.ts'
import type { Question } from './question.ts'
import { rule } from './rule.ts'
import { scaleOf } from './scale.ts'
import { settingsOf } from './settings-of.ts'
import type { AskedSurvey } from './survey.ts'
import { listAt, textAt, valueAt, type Written, writtenOf } from './written.ts'

/** One question as a card shows it; of several cards each stands for the moment at which it is reached. */
export type Card = {
  progress: string
  text: string
  help: string
  isRequired: boolean
  scale?: { steps: { score: number; mark: string }[]; low: string; high: string; look: string }
  choices?: { label: string; isBox: boolean }[]
  ranks?: string[]
  lines?: { isLong: boolean; type: string }
  button: string
}

const faces = ['😞', '🙁', '😐', '🙂', '😀']
const facesOf: Record<number, number[]> = { 2: [0, 4], 3: [0, 2, 4], 4: [0, 1, 3, 4], 5: [0, 1, 2, 3, 4] }

/** What is being written, as somebody who reads `wanted` gets it. */
export function cardView(written: Written, wanted: string) {
  const own = textAt(written, ['language']) || 'en'
  const thanks = textAt(written, ['thanks'])
  const spoken = inLanguage(
    {
      language: own,
      translations: translationsOf(written),
      questions: looseQuestions(written),
      ...(thanks && { thanks }),
    },
    wanted || own,
  )
  const { language, direction, questions } = spoken
  return {
    survey: questions.length === 0 ? undefined : askedAsTrial(written, spoken),
    ...{ language, direction, isInline: textAt(written, ['place']) === 'inline' },
    cards: questions.map((question, i): Card => cardOf(question, i, questions.length)),
    thanks: spoken.thanks ?? 'Thank you.',
  }
}

/** For the widget's own card: as somebody would be asked, by whichever trigger is the first. */
function askedAsTrial(
  written: Written,
  { language, direction, questions, thanks }: ReturnType<typeof inLanguage>,
): AskedSurvey {
  const { place, delay, sampling, triggers } = settingsOf(written)
  const rules = listAt(written, ['rules']).flatMap((one) => {
    const read = rule.safeParse(one)
    return read.success ? [read.data] : []
  })
  return {
    ...{ response: 'trial', survey: 'trial', revision: 1, language, direction, place, delay, rules, questions },
    because: { on: triggers[0]?.on ?? 'exit', sampling },
    ...(thanks !== undefined && { thanks }),
  }
}

/** The translations that are there, whatever else stands in their place. */
export const translationsOf = (written: Written): Record<string, Record<string, string>> =>
  Object.fromEntries(
    Object.entries(writtenOf(valueAt(written, ['translations']))).map(([tag, texts]) => [
      tag,
      Object.fromEntries(Object.entries(writtenOf(texts)).filter(([, text]) => typeof text === 'string')),
    ]),
  ) as Record<string, Record<string, string>>

function cardOf(question: Question, i: number, all: number): Card {
  const scale = scaleOf(question)
  return {
    progress: all > 1 ? `Question ${i + 1} of ${all}` : '',
    ...{ text: question.text, help: question.help ?? '', isRequired: question.required },
    ...(scale && 'low' in question && { scale: scaleView(question, scale) }),
    ...((question.kind === 'single' || question.kind === 'multiple') && {
      choices: [
        ...question.choices.map(({ label }) => ({ label, isBox: question.kind === 'multiple' })),
        ...(question.kind === 'single' && question.other ? [{ label: 'Something else', isBox: false }] : []),
      ],
    }),
    ...(question.kind === 'boolean' && {
      choices: [question.yes, question.no].map((label) => ({ label, isBox: false })),
    }),
    ...(question.kind === 'ranking' && { ranks: question.choices.map(({ label }) => label) }),
    ...(question.kind === 'text' && { lines: { isLong: question.long, type: question.input } }),
    button: question.kind === 'statement' ? question.button : i === all - 1 ? 'Send' : 'Next',
  }
}

function scaleView(question: Extract<Question, { low: string }>, { from, to }: { from: number; to: number }) {
  const look = question.kind === 'rating' ? question.look : 'number'
  const scores = Array.from({ length: to - from + 1 }, (_, n) => from + n)
  const mark = (score: number) => {
    if (look === 'star') return '☆'
    if (look === 'thumb') return score === from ? '👎' : '👍'
    return look === 'emoji' ? (faces[facesOf[scores.length]?.[score - from] ?? 2] ?? '') : String(score)
  }
  return {
    ...{ look, low: question.low, high: question.high },
    steps: scores.map((score) => ({ score, mark: mark(score) })),
  }
}
